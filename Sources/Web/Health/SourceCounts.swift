/// Counts over the folders that are watched beside the server, for its health.
public struct SourceCounts: Hashable, Sendable {
    /// Folders.
    public var watched: Int
    /// Copies taken since the start.
    public var taken: Int
    /// Copies that are not whole now.
    public var waiting: Int
    /// Copies that were refused and have not changed since.
    public var refused: Int
    /// Copies that are tried again for a cause outside them.
    public var postponed: Int

    /// These counts.
    public init(watched: Int, taken: Int, waiting: Int, refused: Int, postponed: Int) {
        self.watched = watched
        self.taken = taken
        self.waiting = waiting
        self.refused = refused
        self.postponed = postponed
    }
}
