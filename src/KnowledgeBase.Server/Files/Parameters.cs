using KnowledgeBase.GraphQL.Errors;
using KnowledgeBase.GraphQL.Transport;

namespace KnowledgeBase.Server.Files;

/// <summary>The parameters of an address. A name with a slip of the pen in it would otherwise change nothing, without a word: a dry run would record.</summary>
internal sealed class Parameters
{
    private readonly IQueryCollection query;

    /// <exception cref="TransportException">There is another one, or one twice.</exception>
    public Parameters(HttpRequest request, params string[] names)
    {
        query = request.Query;
        foreach (var (name, values) in query)
        {
            if (!names.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                throw Wrong(name, names.Length == 0 ? "There are no parameters here." : $"There is no parameter {name}; there are {string.Join(", ", names)}.");
            }

            if (values.Count > 1) throw Wrong(name, $"The parameter {name} is given more than once.");
        }
    }

    public bool Has(string name) => query.ContainsKey(name);

    /// <summary>Null when it is not given, or empty.</summary>
    public string? Text(string name) => query[name] is [{ Length: > 0 } text] ? text : null;

    /// <summary>False when it is not given; true when it is, without a value.</summary>
    public bool Flag(string name) => Has(name) && (Text(name) is not { } text || (bool.TryParse(text, out var flag) ? flag : throw Wrong(name, $"{name} is true or false.")));

    /// <summary>One of some words; the first one when it is not given.</summary>
    public string Word(string name, params string[] words) =>
        Text(name) is not { } text ? words[0] : words.Contains(text, StringComparer.Ordinal) ? text : throw Wrong(name, $"{name} is {string.Join(" or ", words)}.");

    public int Number(string name, int otherwise, int most) =>
        Text(name) is not { } text ? otherwise : int.TryParse(text, out var number) && number > 0 && number <= most ? number : throw Wrong(name, $"{name} is a number from 1 to {most}.");

    public static TransportException Wrong(string name, string message) => new(StatusCodes.Status400BadRequest, ErrorCodes.BadUserInput, message, name);
}
