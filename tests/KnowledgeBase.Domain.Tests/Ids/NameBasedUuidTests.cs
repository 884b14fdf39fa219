using CsCheck;
using KnowledgeBase.Domain.Ids;
using Xunit;

namespace KnowledgeBase.Domain.Tests.Ids;

public sealed class NameBasedUuidTests
{
    private static readonly Guid Dns = new("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    private static readonly Guid Url = new("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    [Fact]
    public void The_example_of_RFC_9562_comes_out() =>
        Assert.Equal(new("2ed6657d-e927-568b-95e1-2665a8aea6a2"), NameBasedUuid.Create(Dns, "www.example.com"));

    [Theory]
    [InlineData("", "1b4db7eb-4057-5ddf-91e0-36dec72071f5")]
    [InlineData("é", "10e1d6de-dc68-53f0-883a-30ec870dd739")]
    public void Other_implementations_give_the_same(string name, string expected) => Assert.Equal(new(expected), NameBasedUuid.Create(Url, name));

    [Fact]
    public void Every_id_is_of_version_5_and_of_the_variant_of_the_RFC() => Gen.Select(Gen.Guid, Gen.String).Sample((space, name) =>
    {
        var id = NameBasedUuid.Create(space, name);
        Assert.Equal(5, id.Version);
        Assert.InRange(id.Variant, 8, 11);
    });

    [Fact]
    public void The_same_name_has_another_id_in_another_namespace() => Gen.Select(Gen.Guid, Gen.Guid, Gen.String).Sample(
        (a, b, name) => (NameBasedUuid.Create(a, name) == NameBasedUuid.Create(b, name)) == (a == b));
}
