/// Bounds of what readers may ask for, each with its reason.
public enum ReadLimits {
    /// Most records of one page: about a megabyte of documents, which a phone still takes.
    public static let pageSizeMax = 1000
    /// Records of a page when the request names no limit.
    public static let pageSizeDefault = 100
    /// Bytes of a piece of an export: large enough that handing it over costs nothing, small enough for many readers.
    public static let chunkBytes = 1 << 18

    /// Pieces of a file that wait to be taken before reading pauses.
    public static let piecesAheadMax = 4
    /// Longest text of a filter: ids have 29 characters, ticket ids about 20.
    public static let filterTextMax = 100
    /// Longest cursor: a hash of 16 bytes, a number and an id, in base 64.
    public static let cursorTextMax = 200
    /// Rows looked at for one page when a filter depends on the date: the page ends early rather than late.
    public static let rowsPerPageMax = 50_000
    /// Log entries up to which an export comes in the order of the list.
    ///
    /// A larger book is exported as it is stored, because
    /// fetching a million documents in the order of their ids reads the disk at random.
    public static let orderedExportChangesMax: Int64 = 200_000
}
