using KnowledgeBase.Tests.Infrastructure;

namespace KnowledgeBase.Tests.FrontEnds;

/// <summary>A seeded server that carries out an app's documents alone, as graphql-codegen and relay-compiler listed them.</summary>
public sealed class AppServer(PostgresServer postgres) : RunningServer(postgres), IAsyncLifetime
{
    protected override bool WithSeeds => true;

    protected override bool SignsIn => false;

    protected override string[] Settings => ["--KnowledgeBase:Limits:TrustedDocumentsOnly=true", $"--KnowledgeBase:Limits:TrustedDocuments={Path.Combine(FrontEndTool.Folder, "generated")}"];

    /// <summary>The endpoint.</summary>
    public string Endpoint => new Uri(Address, "/graphql").ToString();

    public new async ValueTask InitializeAsync()
    {
        FrontEndTool.Emptied("built");
        FrontEndTool.Emptied("generated");
        await FrontEndTool.MustRunAsync("node_modules/@graphql-codegen/cli/esm/bin.js", "--config", "codegen.ts");
        // relay-compiler wants the list to be there.
        await File.WriteAllTextAsync(Path.Combine(FrontEndTool.Emptied("generated/relay"), "persisted-documents.json"), "{}");
        await FrontEndTool.MustRunAsync("node_modules/relay-compiler/cli.js", "relay.config.json");
        await base.InitializeAsync();
    }
}
