using System.CommandLine;
using GraphQL.Types;
using KnowledgeBase.GraphQL;

namespace KnowledgeBase.Server.Commands;

/// <summary><c>schema</c>: the GraphQL schema in its own language.</summary>
internal static class SchemaCommand
{
    public static Command Make()
    {
        var command = new Command("schema", "Prints the GraphQL schema.");
        command.SetAction(_ =>
        {
            var services = new ServiceCollection();
            services.AddKnowledgeBaseGraphQL(new(), new());
            using var provider = services.BuildServiceProvider();
            Console.Write(PublishedSchema.Print(provider.GetRequiredService<ISchema>()));
        });
        return command;
    }
}
