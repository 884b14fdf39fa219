using System.Text;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Properties;
using KnowledgeBase.Domain.Sources;
using KnowledgeBase.GraphQL.Types;
using Npgsql;

namespace KnowledgeBase.Benchmarks.Peer;

/// <summary>The schema <c>peer</c>: what stands now in the read model, as plain tables in the same PostgreSQL.</summary>
internal static class PeerTables
{
    public static async Task FillAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await Execute("drop table if exists peer_name; create temp table peer_name (of text not null, number smallint not null, name text not null)");
        var names = PropertyRegistry.All.Select(p => ("property", p.Number, PropertyType.NameOf(p))).Concat(Names<Stance>("stance")).Concat(Names<SourceKind>("kind"));
        foreach (var (of, number, name) in names) await Execute("insert into peer_name values ($1, $2, $3)", of, number, name);
        await Execute(Resource.Text("peer-tables.sql").Replace("$country", ((int)EntityKind.Country).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        foreach (var table in (string[])["country", "source", "expulsion", "claim"]) await Execute($"vacuum analyze peer.{table}");

        async Task Execute(string sql, params object[] values)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            foreach (var value in values) command.Parameters.Add(new() { Value = value });
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    public static async Task DropAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("drop schema if exists peer cascade");
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>As GraphQL shows them.</summary>
    private static IEnumerable<(string Of, short Number, string Name)> Names<TEnum>(string of)
        where TEnum : struct, Enum
        => Enum.GetValues<TEnum>().Select(v => (of, Convert.ToInt16(v, System.Globalization.CultureInfo.InvariantCulture), UpperCase(v.ToString())));

    private static string UpperCase(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0) text.Append('_');
            text.Append(char.ToUpperInvariant(letter));
        }

        return text.ToString();
    }
}
