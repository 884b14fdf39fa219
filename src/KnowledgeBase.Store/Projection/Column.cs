using Npgsql;
using NpgsqlTypes;

namespace KnowledgeBase.Store.Projection;

/// <summary>A column of a table, and how a page's values for it become one array, or cells of a COPY.</summary>
internal abstract record Column<TRow>(string Name, string Type)
{
    public abstract Array Values(IReadOnlyList<RowVersion<TRow>> versions);

    public abstract void Write(NpgsqlBinaryImporter import, TRow row);
}

internal sealed record Column<TRow, T>(string Name, string Type, Func<TRow, T> Value) : Column<TRow>(Name, Type)
{
    private readonly NpgsqlDbType type = Type switch
    {
        "uuid" => NpgsqlDbType.Uuid,
        "text" => NpgsqlDbType.Text,
        "jsonb" => NpgsqlDbType.Jsonb,
        "date" => NpgsqlDbType.Date,
        "boolean" => NpgsqlDbType.Boolean,
        "smallint" => NpgsqlDbType.Smallint,
        "integer" => NpgsqlDbType.Integer,
        "bigint" => NpgsqlDbType.Bigint,
        "timestamptz" => NpgsqlDbType.TimestampTz,
        _ => throw new ArgumentOutOfRangeException(nameof(Type), Type, "No column has this type yet."),
    };

    public override Array Values(IReadOnlyList<RowVersion<TRow>> versions)
    {
        var values = new T[versions.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Value(versions[i].Row);
        return values;
    }

    public override void Write(NpgsqlBinaryImporter import, TRow row)
    {
        if (Value(row) is { } value) import.Write(value, type);
        else import.WriteNull();
    }
}

/// <summary>A column of ids.</summary>
internal sealed record UuidArrayColumn<TRow>(string Name, Func<TRow, Guid[]?> Value) : Column<TRow>(Name, "uuid[]")
{
    // As text: arrays of arrays would be flattened by unnest.
    public override Array Values(IReadOnlyList<RowVersion<TRow>> versions) =>
        versions.Select(v => Value(v.Row) is { } ids ? $"{{{string.Join(',', ids.Select(id => id.ToString("D")))}}}" : null).ToArray();

    public override void Write(NpgsqlBinaryImporter import, TRow row)
    {
        if (Value(row) is { } ids) import.Write(ids, NpgsqlDbType.Array | NpgsqlDbType.Uuid);
        else import.WriteNull();
    }
}
