import Codecs

/// Reads a JSON text of any size: a list of objects, NDJSON, or a tree as Firebase, Firestore and MongoDB export it.
///
/// Every list of objects and every map of objects under ids is a table named by its path without the ids. Its rows have
/// `_id` (the map's key or the position in the list, the first 0; a row's own `_id` goes before) and, inside other
/// tables, `_parent`, `_parent2` and so on. Nested objects give columns joined by `.`; a list of plain values is one
/// cell of JSON text; `true` and `false` are texts. The file is read once to learn its shape, and once for each table
/// read, so that memory does not grow with it.
public final class JSONReader: SourceReader {
    /// The name people know the file by.
    public let fileName: String
    /// The tables, in name order.
    public var tableNames: [String] { tables.map(\.name) }
    /// What an owner should know about what was read so far.
    public private(set) var notices: [String] = []

    private let file: ReaderFile
    private let top: JSONShape
    private let isSequence: Bool
    private let tables: [JSONTable]

    /// Opens the private copy at `path`, shown to people as `fileName`, and learns its tables.
    /// - Throws: ``IntakeError`` with one line when it is not JSON from beginning to end, or holds no table.
    public init(path: String, fileName: String) throws {
        self.fileName = fileName
        file = try ReaderFile(path: path, name: fileName)
        var builder = JSONShapeBuilder(fileName: fileName)
        let count = try Self.events(of: file) { try builder.handle($0) }
        top = builder.top
        let leaf = fileName.split(separator: "/").last.map(String.init) ?? fileName
        let parts = leaf.split(separator: ".", omittingEmptySubsequences: false)
        let ending = parts.last?.lowercased() ?? ""
        let base = parts.count > 1 && !parts[0].isEmpty ? parts.dropLast().joined(separator: ".") : leaf
        isSequence = count > 1 || ["ndjson", "jsonl"].contains(ending)
        let root = isSequence ? builder.top : builder.top.items ?? builder.top
        tables = JSONTables(root: root, name: base).tables
        guard !tables.isEmpty else {
            throw IntakeError(.foreign, "\(fileName) is JSON but holds no list or map of records. Check the file.")
        }
        for table in tables where table.columns.count > Int(Limits.columnsMax) || table.rows.isWide {
            throw IntakeError(
                .tooLarge,
                "\(fileName) has a table of more than \(Limits.columnsMax) columns. Check the file."
            )
        }
    }

    /// Whether a file that begins with `head` looks like JSON.
    public static func recognises(_ head: [UInt8]) -> Bool {
        var rest = head[...]
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
        let space: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        rest = rest.drop { space.contains($0) }
        guard let first = rest.first, first == 0x7B || first == 0x5B else { return false }
        // What follows tells it from a chat, whose lines may begin with a bracket.
        guard let second = rest.dropFirst().first(where: { !space.contains($0) }) else { return true }
        return first == 0x7B ? second == 0x22 || second == 0x7D : !(0x30...0x39).contains(second)
    }

    /// The columns of a table: ids first, then as first met in the file.
    /// - Throws: ``IntakeError`` when there is no such table.
    public func columns(of table: String) throws -> [SourceColumn] {
        let table = try self.table(table)
        let own = table.columns.map(\.name)
        let ids = (0..<table.idCount).map(Self.idName).filter { !own.contains($0) }
        return (ids + own).map { SourceColumn(name: $0, declaredType: "") }
    }

    /// Hands each row of `table` to `body` in the order of the file.
    /// - Throws: ``IntakeError``, or what `body` throws.
    public func read(_ table: String, columns: [String], _ body: (RawRow) throws -> Void) throws {
        let name = table
        let table = try self.table(name)
        var walk = JSONRowWalk(table, columns: columns, top: top, isSequence: isSequence, fileName: fileName)
        _ = try Self.events(of: file) { event in try walk.handle(event, body) }
        if walk.doubledKeys > 0 {
            note("\(fileName)/\(name): \(walk.doubledKeys) fields stand twice in their row; the last value was taken.")
        }
        if walk.droppedLists > 0 {
            note("\(fileName)/\(name): \(walk.droppedLists) lists are too long for a cell and were left out.")
        }
    }

    /// The name of the id of the row itself (0) or of the row so many levels above.
    static func idName(_ ancestor: Int) -> String {
        switch ancestor {
        case 0: "_id"
        case 1: "_parent"
        default: "_parent\(ancestor)"
        }
    }

    private func table(_ name: String) throws -> JSONTable {
        guard let table = tables.first(where: { $0.name == name }) else {
            throw IntakeError(.foreign, "\(fileName) has no such table to read. Check the profile's names.")
        }
        return table
    }

    private func note(_ text: String) {
        if !notices.contains(text) { notices.append(text) }
    }

    /// Hands over the unwrapped events of the whole file; how many values stand at its root.
    private static func events(of file: ReaderFile, _ body: (JSONEvent) throws -> Void) throws -> Int {
        var parser = JSONEventParser(sequence: true)
        var unwrapper = JSONUnwrapper()
        do {
            try file.pieces { piece in
                try parser.feed(piece) { event in try unwrapper.handle(event, to: body) }
            }
            try parser.finish { event in try unwrapper.handle(event, to: body) }
        } catch let error as JSONStreamError {
            let code: IntakeError.Code =
                switch error.reason {
                case .truncated: .truncated
                case .tooDeep, .stringTooLong, .numberTooLong: .tooLarge
                case .unexpected, .badText: .damaged
                }
            throw IntakeError(code, "\(file.name), \(error.description). Make the copy again.")
        }
        return parser.rootCount
    }
}
