import Codecs
import Machine

/// The shape of one route's files: their tables and columns with the kind of what stands in them, and no cell.
public struct SourceShape: Hashable, Sendable {
    /// A column of a table.
    public struct Column: Hashable, Sendable {
        /// Its name in the file.
        public var name: String
        /// The kind of its type, such as `text` or `integer`; empty where neither the file nor its first rows tell.
        public var kind: String
        /// Whether the profile reads it.
        public var isMapped: Bool

        /// A column of these parts.
        public init(name: String, kind: String, isMapped: Bool) {
            self.name = name
            self.kind = kind
            self.isMapped = isMapped
        }
    }

    /// A table, or all tables of one customer each, or all sheets that hold the same records.
    public struct Table: Hashable, Sendable {
        /// What the profile calls its file.
        public var file: String
        /// Its name, or the profile's pattern for it.
        public var name: String
        /// Whether the profile reads it.
        public var isMapped: Bool
        /// Whether it stands for as many tables as there are customers, so that its being there says nothing.
        public var isFamily: Bool
        /// Its columns in the order of the file.
        public var columns: [Column]

        /// A table of these parts.
        public init(file: String, name: String, isMapped: Bool, isFamily: Bool, columns: [Column]) {
            self.file = file
            self.name = name
            self.isMapped = isMapped
            self.isFamily = isFamily
            self.columns = columns
        }
    }

    /// The tables, by file and name.
    public let tables: [Table]

    /// The shape of these tables.
    public init(_ tables: [Table]) {
        self.tables = tables.sorted { ($0.file, $0.name) < ($1.file, $1.name) }
    }

    /// What is different here from `before`, by file, table and column.
    public func changes(since before: SourceShape) -> [SourceDrift] {
        let (old, new) = (Dictionary(before.keyed) { first, _ in first }, Dictionary(keyed) { first, _ in first })
        var changes: [SourceDrift] = []
        for key in Set(old.keys).union(new.keys) {
            switch (old[key], new[key]) {
            case (let was?, let now?): changes += Self.changes(from: was, to: now)
            case (let was?, nil) where !was.isFamily: changes.append(SourceDrift(of: was, .removed))
            case (nil, let now?) where !now.isFamily: changes.append(SourceDrift(of: now, .added))
            default: continue
            }
        }
        return changes.sorted { ($0.file, $0.table, $0.column ?? "") < ($1.file, $1.table, $1.column ?? "") }
    }

    private var keyed: [([String], Table)] { tables.map { ([$0.file.lowercased(), $0.name.lowercased()], $0) } }

    private static func changes(from was: Table, to now: Table) -> [SourceDrift] {
        let old = Dictionary(was.columns.map { ($0.name.lowercased(), $0) }) { first, _ in first }
        let new = Dictionary(now.columns.map { ($0.name.lowercased(), $0) }) { first, _ in first }
        return Set(old.keys).union(new.keys).compactMap { name in
            switch (old[name], new[name]) {
            case (let column?, nil): return SourceDrift(of: now, column, .removed, from: column.kind)
            case (nil, let column?): return SourceDrift(of: now, column, .added, to: column.kind)
            case (let before?, let after?):
                guard before.kind != after.kind, !before.kind.isEmpty, !after.kind.isEmpty else { return nil }
                return SourceDrift(of: now, after, .typeChanged, from: before.kind, to: after.kind)
            case (nil, nil): return nil
            }
        }
    }

    /// The shape as JSON, for keeping.
    var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.beginArray("tables")
        for table in tables {
            writer.beginObject()
            writer.field("file", table.file)
            writer.field("table", table.name)
            writer.field("mapped", table.isMapped)
            writer.field("family", table.isFamily)
            writer.beginArray("columns")
            for column in table.columns {
                writer.beginObject()
                writer.field("name", column.name)
                writer.field("kind", column.kind)
                writer.field("mapped", column.isMapped)
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    /// SHA-256 of the shape as it is kept.
    var hash: [UInt8] {
        var hasher = Hasher256()
        hasher.updateField(bytes)
        return hasher.finalize()
    }

    /// The shape that ``bytes`` gave.
    /// - Throws: ``LoanBookError/damaged(what:)``.
    init(bytes: [UInt8]) throws {
        guard let json = try? JSONValue.parse(bytes), let tables = json["tables"]?.elements else {
            throw LoanBookError.damaged(what: "the kept shape of a source cannot be read")
        }
        self.init(
            tables.map { table in
                Table(
                    file: table["file"]?.text ?? "",
                    name: table["table"]?.text ?? "",
                    isMapped: table["mapped"]?.boolean ?? false,
                    isFamily: table["family"]?.boolean ?? false,
                    columns: (table["columns"]?.elements ?? []).map { column in
                        Column(
                            name: column["name"]?.text ?? "",
                            kind: column["kind"]?.text ?? "",
                            isMapped: column["mapped"]?.boolean ?? false
                        )
                    }
                )
            }
        )
    }
}
