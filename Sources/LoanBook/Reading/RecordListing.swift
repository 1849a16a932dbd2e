import Codecs

/// How one kind of record is listed: the one thing that differs between nouns for the readers of the book.
struct RecordListing: Sendable {
    /// Table of current rows.
    let table: String
    /// Order of a list.
    var order = Order()
    /// Statuses that keep a record out of a list that asks for none.
    var hiddenStatuses: [String] = []
    /// Filters that requests may name.
    let filters: [FilterField]
    /// Columns of the record proper in CSV.
    let csv: CSVTable
    /// Columns of the personal part in CSV.
    var personalCSV: CSVTable?

    /// Order of a list: an integer column, then the id.
    struct Order: Sendable {
        /// The column; nil when lists are in the order of ids alone.
        var column: String?
        /// Highest first.
        var isDescending = false
    }

    /// The filter named `name`.
    func filter(named name: String) -> FilterField? {
        filters.first { $0.name == name }
    }
}
