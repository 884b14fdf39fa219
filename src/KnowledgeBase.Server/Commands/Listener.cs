namespace KnowledgeBase.Server.Commands;

/// <summary>Hears of progress at once and on the thread that makes it, unlike <see cref="System.Progress{T}"/>.</summary>
internal sealed class Listener<T>(Action<T> listen) : IProgress<T>
{
    public void Report(T value) => listen(value);
}
