public import Codecs

/// One way in which a source's files are no longer what they were.
public struct SourceDrift: Hashable, Sendable {
    /// What became of it.
    public enum Change: String, Sendable, CaseIterable {
        /// It was not there.
        case added
        /// It is no longer there.
        case removed
        /// It holds another kind of value.
        case typeChanged = "type_changed"
    }

    /// The route whose files they are, by its name in the book.
    public var route = ""
    /// What the profile calls the file.
    public var file: String
    /// The table, or the profile's pattern for it.
    public var table: String
    /// The column; nil where it is the table as a whole.
    public var column: String?
    /// What became of it.
    public var change: Change
    /// The kind of its type before; nil where it was not there or not known.
    public var from: String?
    /// The kind of its type now.
    public var to: String?
    /// Whether the profile reads it, or did.
    public var isMapped: Bool

    init(of table: SourceShape.Table, _ change: Change) {
        file = table.file
        self.table = table.name
        self.change = change
        isMapped = table.isMapped
    }

    init(
        of table: SourceShape.Table,
        _ column: SourceShape.Column,
        _ change: Change,
        from: String = "",
        to: String = ""
    ) {
        file = table.file
        self.table = table.name
        self.column = column.name
        self.change = change
        self.from = from.isEmpty ? nil : from
        self.to = to.isEmpty ? nil : to
        isMapped = column.isMapped
    }

    /// `admin.db/clientes.telefono`.
    public var place: String { "\(file)/\(table)" + (column.map { ".\($0)" } ?? "") }

    /// Writes it as an element of the open array.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.field("route", route)
        writer.field("file", file)
        writer.field("table", table)
        writer.field("column", column)
        writer.field("change", change.rawValue)
        writer.field("from", from)
        writer.field("to", to)
        writer.field("mapped", isMapped)
        writer.endObject()
    }

    /// What ``write(to:)`` wrote; nil of anything else.
    init?(_ json: JSONValue) {
        guard let file = json["file"]?.text, let table = json["table"]?.text,
            let change = json["change"]?.text.flatMap(Change.init)
        else { return nil }
        route = json["route"]?.text ?? ""
        self.file = file
        self.table = table
        column = json["column"]?.text
        self.change = change
        from = json["from"]?.text
        to = json["to"]?.text
        isMapped = json["mapped"]?.boolean ?? false
    }
}
