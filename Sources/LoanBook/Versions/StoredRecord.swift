import Storage

/// The current row of a record, without the columns that repeat its document.
struct StoredRecord {
    var id: String
    var version: Int64
    var changedSeq: Int64
    var isRemoved: Bool
    var document: [UInt8]
    var personal: [UInt8]?
    var personalHash: [UInt8]?
    var salt: [UInt8]?

    /// Columns for ``init(row:isPersonal:)``.
    static let columns = "id, version, changed_seq, removed_seq, document"
    static let personalColumns = columns + ", personal, personal_hash, salt"

    init(row: any RowCursor, isPersonal: Bool) throws {
        id = try row.text(0)
        version = try row.integer(1)
        changedSeq = try row.integer(2)
        isRemoved = !row.isNull(3)
        document = try row.bytes(4)
        guard isPersonal else { return }
        personal = row.isNull(5) ? nil : try row.bytes(5)
        personalHash = try row.bytes(6)
        salt = row.isNull(7) ? nil : try row.bytes(7)
    }
}
