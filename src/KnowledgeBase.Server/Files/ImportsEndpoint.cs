using KnowledgeBase.Domain.Recording;
using KnowledgeBase.Exchange.Import;
using KnowledgeBase.GraphQL.Transport;
using KnowledgeBase.Store.Imports;

namespace KnowledgeBase.Server.Files;

/// <summary><c>GET /imports</c> and <c>POST /imports/{id}/undo</c>: what <c>import list</c> and <c>import undo</c> do on the command line.</summary>
internal sealed class ImportsEndpoint(ImportRegister register, ImportUndo undo, TransferSlots slots)
{
    private const int MostShown = 1_000;

    public async Task ListAsync(HttpContext context)
    {
        var last = new Parameters(context.Request, "last").Number("last", 50, MostShown);
        await ImportAnswer.Of(await register.ListAsync(last, context.RequestAborted)).ExecuteAsync(context);
    }

    public async Task UndoAsync(HttpContext context)
    {
        var reason = new Parameters(context.Request, "reason").Text("reason");
        if (reason?.Length > Limits.Reason) throw new TransportException(StatusCodes.Status400BadRequest, RefusalCodes.TooLong, $"A reason has at most {Limits.Reason} characters.", "reason");
        var known = Guid.TryParse(context.Request.RouteValues["id"] as string, out var id) ? await register.FindAsync(id, context.RequestAborted) : null;
        if (known is null) throw new TransportException(StatusCodes.Status404NotFound, RefusalCodes.NotFound, "There is no such import.", "id");
        await slots.ImportAsync(context, async end =>
        {
            var report = await undo.UndoAsync(id, EndpointRules.AuthorOf(context).Actor, reason, null, end)
                ?? throw new TransportException(StatusCodes.Status409Conflict, ImportCodes.ImportRunning, "It is being recorded, or undone, at this moment.", "id");
            await ImportAnswer.Of(report).ExecuteAsync(context);
        });
    }
}
