/// Why the book does not answer a question as it was put.
public enum ReadError: Error, Hashable, Sendable {
    /// Lists of this kind have no filter of this name.
    case unknownFilter(kind: RecordKind, name: String)
    /// The value of a filter is not of its form.
    case badFilter(name: String, expected: String)
    /// A filter is given twice.
    case repeatedFilter(name: String)
    /// The cursor was not given out for this list with these filters.
    case badCursor
    /// The page size is out of bounds.
    case badLimit
    /// The file format is not one of those an export knows.
    case unknownFormat(name: String)

    /// The stable code.
    public var code: String {
        switch self {
        case .unknownFilter: "filter.unknown"
        case .badFilter: "filter.not_usable"
        case .repeatedFilter: "filter.repeated"
        case .badCursor: "cursor.not_usable"
        case .badLimit: "limit.not_usable"
        case .unknownFormat: "format.unknown"
        }
    }

    /// The request parameter that is at fault; nil when it is none.
    public var parameter: String? {
        switch self {
        case .unknownFilter(_, let name): name
        case .badFilter(let name, _): name
        case .repeatedFilter(let name): name
        case .badCursor: "cursor"
        case .badLimit: "limit"
        case .unknownFormat: "format"
        }
    }
}

extension ReadError: CustomStringConvertible {
    /// One sentence that says what, what was expected and what to do; it repeats no value of the request.
    public var description: String {
        switch self {
        case .unknownFilter(let kind, let name):
            "\(kind.rawValue) cannot be filtered by \"\(name.prefix(40))\". Use one of: "
                + "\(kind.filterNames.joined(separator: ", "))."
        case .badFilter(let name, let expected):
            "The filter \"\(name)\" is not usable: expected \(expected)."
        case .repeatedFilter(let name):
            "The filter \"\(name)\" is given twice. Give it once."
        case .badCursor:
            "The cursor does not belong to this list. Use next_cursor of the page before, with the same filters, or leave "
                + "it out to begin again."
        case .badLimit:
            "The limit is not usable: expected a number from 1 to \(ReadLimits.pageSizeMax)."
        case .unknownFormat:
            "The format is not known. Use one of: \(ExportFormat.names.joined(separator: ", "))."
        }
    }
}
