import Lending
import Machine
import Storage

/// Writes the current rows of one kind of record, each with its change and the version it supersedes.
final class RecordStore<Table: RecordTable> {
    private let connection: any Connection
    private let tenant: SQLValue
    private let log: ChangeLog
    private let versions: any BulkWriter
    private let rows: any BulkWriter
    private let updateSQL: String
    private let selectSQL: String
    /// Rows held back.
    private(set) var pending = 0
    /// Bytes of their documents.
    private(set) var pendingBytes = 0

    init(connection: any Connection, tenant: TenantID, log: ChangeLog, versions: any BulkWriter) {
        self.connection = connection
        self.tenant = .text(tenant.text)
        self.log = log
        self.versions = versions
        let kept = Table.columns + ["version", "changed_seq", "removed_seq", "document"]
        let all = kept + (Table.isPersonal ? ["personal", "personal_hash", "salt"] : [])
        rows = connection.bulkWriter(table: Table.name, columns: ["tenant_id", "id"] + all)
        let assignments = all.enumerated().map { "\($0.element) = $\($0.offset + 3)" }.joined(separator: ", ")
        updateSQL = "UPDATE \(Table.name) SET \(assignments) WHERE tenant_id = $1 AND id = $2"
        let columns = Table.isPersonal ? StoredRecord.personalColumns : StoredRecord.columns
        selectSQL = "SELECT \(columns) FROM \(Table.name) WHERE tenant_id = $1 AND "
    }

    func flush() throws {
        guard pending > 0 else { return }
        try rows.flush()
        pending = 0
        pendingBytes = 0
    }

    /// The current row of `id`, or nil; rows written since the last flush are not seen.
    func find(_ id: String) throws -> StoredRecord? {
        try connection.firstRow(selectSQL + "id = $2", [tenant, .text(id)]) {
            try StoredRecord(row: $0, isPersonal: Table.isPersonal)
        }
    }

    /// The current rows, tombstones included, whose `column` is `value`, by id.
    func find(
        _ column: StaticString,
        is value: String,
        onlyIf condition: StaticString = "1 = 1"
    ) throws -> [String: StoredRecord] {
        var found: [String: StoredRecord] = [:]
        let sql = selectSQL + "\(column) = $2 AND \(condition)"
        try connection.forEachRow(sql, [tenant, .text(value)]) { row in
            let stored = try StoredRecord(row: row, isPersonal: Table.isPersonal)
            found[stored.id] = stored
        }
        return found
    }

    /// Writes a record that the book does not hold.
    func insert(
        _ record: Table.Record,
        document: [UInt8],
        personal: [UInt8]? = nil,
        event: String,
        occurredOn: CivilDate
    ) throws {
        let part = personal.map { PersonalPart($0, salt: RandomBytes.make(count: Limits.saltBytes)) }
        let seq = try log.append(
            ChangeEntry(
                entity: Table.name,
                entityID: Table.id(of: record),
                version: 1,
                event: event,
                occurredOn: occurredOn,
                documentHash: part?.hash(with: document) ?? DocumentHash.of(document)
            )
        )
        var values: [SQLValue] = [tenant, .text(Table.id(of: record))]
        values.reserveCapacity(values.count + Table.columns.count + 7)
        values += Table.values(record)
        values.append(.integer(Int64(1)))
        values.append(.integer(seq))
        values.append(.null)
        values.append(.utf8(document))
        if let part { part.append(to: &values) }
        try rows.append(values)
        pending += 1
        pendingBytes += document.count
    }

    /// Writes `record` over its current row and keeps what it supersedes.
    func update(
        _ stored: StoredRecord,
        to record: Table.Record,
        document: [UInt8],
        personal: [UInt8]? = nil,
        event: String,
        occurredOn: CivilDate,
        isRemoved: Bool = false
    ) throws {
        let part = personal.map { PersonalPart($0, salt: stored.salt ?? RandomBytes.make(count: Limits.saltBytes)) }
        var fields = DocumentFields.changed(from: stored.document, to: document)
        if let personal, let old = stored.personal {
            fields += DocumentFields.changed(from: old, to: personal, prefix: "person.")
        }
        let seq = try log.append(
            ChangeEntry(
                entity: Table.name,
                entityID: stored.id,
                version: stored.version + 1,
                event: event,
                changedFields: fields.joined(separator: ","),
                occurredOn: occurredOn,
                documentHash: part?.hash(with: document) ?? DocumentHash.of(document)
            )
        )
        try versions.append([
            tenant, .text(Table.name), .text(stored.id), .integer(stored.version), .integer(stored.changedSeq),
            .integer(seq), .utf8(stored.document), stored.personal.map { .utf8($0) } ?? .null,
            stored.personalHash.map { .bytes($0) } ?? .null,
        ])
        var values: [SQLValue] = [tenant, .text(stored.id)]
        values += Table.values(record)
        values += [.integer(stored.version + 1), .integer(seq), isRemoved ? .integer(seq) : .null, .utf8(document)]
        if let part { part.append(to: &values) }
        let touched = try connection.execute(updateSQL, values)
        guard touched == 1 else { throw LoanBookError.damaged(what: "\(Table.name) \(stored.id) cannot be updated") }
    }
}

/// A personal part, its salt, and the hash that outlives both.
private struct PersonalPart {
    let bytes: [UInt8]
    let salt: [UInt8]
    let partHash: [UInt8]

    init(_ bytes: [UInt8], salt: [UInt8]) {
        self.bytes = bytes
        self.salt = salt
        partHash = DocumentHash.ofPersonal(bytes, salt: salt)
    }

    func hash(with document: [UInt8]) -> [UInt8] {
        DocumentHash.of(document, personal: partHash)
    }

    func append(to values: inout [SQLValue]) {
        values.append(.utf8(bytes))
        values.append(.bytes(partHash))
        values.append(.bytes(salt))
    }
}
