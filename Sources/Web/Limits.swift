/// Bounds of what one request may ask for, each with the reason for its number.
enum Limits {
    /// Records on one page: keeps a page under about a megabyte.
    static let pageSizeMax = 1000
    /// Records on one page when none is asked for: what a person reads and a script pages through quickly.
    static let pageSizeDefault = 100
    /// Entries read of an `Accept` header: browsers send under ten.
    static let acceptEntriesMax = 32
    /// Length of one query value: ids have 29 characters, cursors under 200.
    static let queryValueMax = 512
    /// Parameters in one query: twice as many as the endpoint that knows the most.
    static let queryParametersMax = 32
    /// Bytes of a request's target: leaves room for every parameter at once.
    static let requestTargetMax = 8 * 1024
    /// Bytes of one header field, and of all: far above what clients send, far below what hurts.
    static let headerBytesMax = 16 * 1024
    /// Header fields in one request.
    static let headerFieldsMax = 100
    /// Connections at a time; more wait in the kernel's queue.
    static let connectionsMax = 1024
    /// Seconds that a connection may stay silent.
    static let idleSecondsMax = 60
    /// Requests that one key may make in a window: generous for scripts, too slow for guessing and scraping loops.
    static let requestsPerWindowMax = 3000
    /// Seconds of a rate window.
    static let rateWindowSeconds = 60
    /// Keys whose use is counted at a time; the oldest windows are dropped first.
    static let countedKeysMax = 10_000
    /// Findings that the page at `/` shows: what fits two screens.
    static let pageFindingsMax = 8
    /// Characters of a request id given by the client.
    static let requestIDLengthMax = 64
}
