using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using KnowledgeBase.Domain.Time;
using KnowledgeBase.Store;
using KnowledgeBase.Store.Recording;

namespace KnowledgeBase.Tests.Contracts;

/// <summary>schema/events/ holds the JSON Schema of every event's payload: a change of what is stored shows in a diff.</summary>
public sealed class EventContractTests
{
    private static readonly JsonSerializerOptions Json = StoreJson.Configure(new() { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });

    private static readonly JsonSchemaExporterOptions Exporter = new()
    {
        TreatNullObliviousAsNonNullable = true,
        TransformSchemaNode = (context, node) => context.TypeInfo.Type == typeof(EdtfDate)
            ? new JsonObject { ["type"] = "string", ["description"] = "EDTF level 1" }
            : node,
    };

    public static TheoryData<Type> Events => [.. EventNames.All.Keys];

    [Theory]
    [MemberData(nameof(Events))]
    public void The_payload_of_every_event_is_what_its_contract_says(Type type)
    {
        var schema = Json.GetJsonSchemaAsNode(type, Exporter);
        Contract.Holds($"events/{EventNames.All[type]}.json", schema.ToJsonString(new(JsonSerializerOptions.Web) { WriteIndented = true }));
    }

    [Fact]
    public void Every_event_of_the_domain_has_a_wire_name_of_its_own_with_a_version()
    {
        Assert.Equal(EventNames.All.Count, EventNames.All.Values.Distinct().Count());
        Assert.All(EventNames.All.Values, name => Assert.Matches("^[a-z]+(_[a-z]+)*\\.v[1-9][0-9]*$", name));
        var events = typeof(Domain.Claims.ClaimAsserted).Assembly.GetExportedTypes()
            .Where(t => t is { IsInterface: false } && (t.Namespace!.EndsWith(".Entities", StringComparison.Ordinal) || t.Namespace.EndsWith(".Sources", StringComparison.Ordinal) || t.Namespace.EndsWith(".Claims", StringComparison.Ordinal) || t.Namespace.EndsWith(".Erasure", StringComparison.Ordinal)))
            .Where(t => IsPastTense(t.Name));
        Assert.All(events, e => Assert.Contains(e, EventNames.All));
    }

    [Fact]
    public void No_contract_is_left_of_an_event_that_is_gone() => Assert.Equal(
        EventNames.All.Values.Select(n => $"{n}.json").Order(StringComparer.Ordinal),
        Directory.GetFiles(Path.Combine(Contract.Folder, "events")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    private static bool IsPastTense(string name) =>
        new[] { "Registered", "Relabelled", "Merged", "Unmerged", "Described", "Cited", "Removed", "Graded", "Retracted", "Judged", "Asserted", "Ranked", "Withdrawn", "Erased", "Taken" }
            .Any(end => name.EndsWith(end, StringComparison.Ordinal));
}
