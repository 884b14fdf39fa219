using System.Text.Json;
using KnowledgeBase.Domain.Claims;
using KnowledgeBase.Domain.Entities;
using KnowledgeBase.Domain.Ids;
using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Domain.Sources;

namespace KnowledgeBase.Exchange.Import;

/// <summary>Turns records into commands. It remembers the labels of the import's claims, for later records.</summary>
internal sealed class RecordParser
{
    private readonly ClaimLabels claims = new();

    /// <returns>The command, or null for a record that commands nothing; what is wrong is in the fields.</returns>
    public object? Parse(RecordFields fields, bool isFirst)
    {
        var record = fields.Text("record");
        object? command = record switch
        {
            "" when fields.IsWrong => null,
            "format" => Format(fields, isFirst),
            "entity" => new RegisterEntity(fields.Word<EntityKind>("kind"), fields.Text("key"), fields.Text("label")),
            "relabel" => new RelabelEntity(Entity(fields, "entity"), fields.Text("label"), fields.Text("reason")),
            "identity" => Identity(fields),
            "merge" => new MergeEntities(Entity(fields, "entity"), Entity(fields, "into"), fields.Text("reason")),
            "unmerge" => new UnmergeEntities(Entity(fields, "entity"), fields.Text("reason")),
            "source" => Source(fields),
            "citation" => new CiteSource(
                Source(fields, "source"), Source(fields, "cites"), fields.Word<CitationManner>("manner"), fields.Flag("consulted"), fields.OptionalText("note")),
            "citationRemoval" => new RemoveCitation(Source(fields, "source"), Source(fields, "cites"), fields.Text("reason")),
            "snapshot" => TakeSnapshot.OfText(Source(fields, "source"), fields.Text("text"), fields.Text("mediaType"), fields.Instant("takenAt"), fields.Url("url")),
            "claim" => Claim(fields),
            "reliability" => new GradeSource(Source(fields, "source"), fields.Word<Reliability>("grade"), fields.Text("reason")),
            "credibility" => new GradeClaim(Claim(fields, "claim"), (Credibility)fields.Number("grade"), fields.Text("reason")),
            "rank" => new RankClaim(Claim(fields, "claim"), fields.Word<Rank>("rank"), fields.Text("reason")),
            "independence" => Independence(fields),
            "retraction" => Retraction(fields),
            "withdrawal" => new WithdrawClaim(
                Claim(fields, "claim"), fields.Text("reason"), fields.Optional("supersededBy") is null ? null : Claim(fields, "supersededBy")),
            _ => Unknown(fields),
        };
        // An unknown record has no fields to compare with.
        if (record.Length > 0 && !fields.Wrong.Any(w => w.Code == ImportCodes.UnknownRecord)) fields.End();
        return fields.IsWrong ? null : command;
    }

    private static object? Unknown(RecordFields fields)
    {
        fields.Add(ImportCodes.UnknownRecord, "There is no record of this name.", "record");
        return null;
    }

    private static object? Format(RecordFields fields, bool isFirst)
    {
        if (fields.Text("name") != "knowledgebase" || fields.Number("version") != 1)
        {
            fields.Add(ImportCodes.UnknownFormat, "This importer reads the format knowledgebase, version 1.", "");
        }
        else if (!isFirst) fields.Add(ImportCodes.UnknownFormat, "The format is named in the first line of a file, or not at all.", "");
        return null;
    }

    private static RegisterSource Source(RecordFields fields) => new(
        fields.Text("key"),
        new(
            fields.Word<SourceKind>("kind"), fields.Text("title"), fields.Url("url"),
            fields.OptionalText("publisher") is { } publisher ? Identifiers.Source(publisher) : null, fields.Date("publishedOn"),
            fields.OptionalText("language"), fields.Flag("originalReporting")));

    private static Guid Entity(RecordFields fields, string field) => References.Entity(fields, fields.Text(field), field);

    private static Guid Source(RecordFields fields, string field) => Identifiers.Source(fields.Text(field));

    private static JudgeIndependence Independence(RecordFields fields)
    {
        var sources = fields.Optional("sources") is { } list ? fields.Texts(list, "sources") : [];
        if (sources.Count != 2)
        {
            fields.Add(ImportCodes.WrongType, "The keys of two sources are expected.", "sources");
            sources = ["", ""];
        }

        return new(
            Identifiers.Source(sources[0]), Identifiers.Source(sources[1]), fields.Word<IndependenceVerdict>("verdict"), fields.Text("reason"));
    }

    private static JudgeIdentity Identity(RecordFields fields)
    {
        var entities = fields.Optional("entities") is { } list ? fields.Texts(list, "entities") : [];
        if (entities.Count != 2)
        {
            fields.Add(ImportCodes.WrongType, "References to two entities are expected.", "entities");
            entities = ["", ""];
        }

        return new(
            References.Entity(fields, entities[0], "entities.0"), References.Entity(fields, entities[1], "entities.1"),
            fields.Word<IdentityVerdict>("verdict"), fields.Text("reason"));
    }

    private object Retraction(RecordFields fields)
    {
        var (ofClaim, ofSource) = (fields.Optional("claim") is not null, fields.Optional("source") is not null);
        if (ofClaim == ofSource) fields.Add(ImportCodes.MissingField, "Either “claim” or “source” is needed.", "");
        return ofClaim
            ? new RetractClaim(Claim(fields, "claim"), fields.Text("reason"), fields.Date("retractedOn"))
            : new RetractSource(Source(fields, "source"), fields.Text("reason"), fields.Date("retractedOn"));
    }

    private AssertClaim Claim(RecordFields fields)
    {
        var property = fields.Text("property");
        var command = new AssertClaim(
            Entity(fields, "subject"), property, ValueReader.Read(fields, property), fields.Word<Stance>("stance"),
            Source(fields, "source"), References.Chains(fields, "attributedTo"), fields.Date("statedOn"), fields.Date("validDuring"), Quotation(fields),
            fields.OptionalText("readIn") is { } readIn ? Identifiers.Source(readIn) : null, fields.OptionalText("note"));
        if (fields.OptionalText("ref") is not { } label) return command;
        if (claims.IsFull)
        {
            fields.Add(ImportCodes.TooManyRefs, $"An import has at most {ClaimLabels.Most:N0} labels. Leave out those that no later record uses.", "ref");
        }
        else if (!claims.TryAdd(label, command.ClaimId))
        {
            fields.Add(ImportCodes.DuplicateRef, "This label names an earlier claim of the import.", "ref");
        }

        return command;
    }

    /// <summary>A claim by its label in this import, or by its id.</summary>
    private Guid Claim(RecordFields fields, string field)
    {
        var text = fields.Text(field);
        if (claims.TryFind(text, out var id) || Guid.TryParse(text, out id)) return id;
        if (text.Length > 0) fields.Add(RefusalCodes.NotFound, "No earlier claim of this import has this label.", field);
        return default;
    }

    private static Quotation? Quotation(RecordFields fields)
    {
        if (fields.Inner("quotation") is not { } inner) return null;
        var quotation = new Quotation(inner.Text("exact"), inner.OptionalText("prefix"), inner.OptionalText("suffix"));
        inner.End();
        fields.Take(inner);
        return quotation;
    }
}
