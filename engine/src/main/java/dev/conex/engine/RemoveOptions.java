package dev.conex.engine;

/// How to remove: kill first, take anonymous volumes along, remove only a link.
public record RemoveOptions(boolean force, boolean volumes, boolean link) {
    /// Only a stopped one, volumes stay.
    public static final RemoveOptions PLAIN = new RemoveOptions(false, false, false);
    /// Kill first, volumes go.
    public static final RemoveOptions ALL = new RemoveOptions(true, true, false);
}
