import Lending
import Machine
import Storage

extension Verification {
    /// Proves each current row of a table: its change, its document's hash, its columns.
    func checkRecords<Table: RecordTable>(_ table: Table.Type) throws {
        let own = Table.columns.map { "r.\($0)" }.joined(separator: ", ")
        let personal = Table.isPersonal ? "r.personal, r.personal_hash, r.salt" : "NULL, NULL, NULL"
        try connection.forEachRow(
            """
            SELECT r.id, r.version, r.changed_seq, r.removed_seq, r.document, \(personal),
                c.entity, c.entity_id, c.version, c.document_hash, c.event, \(own)
            FROM \(Table.name) r LEFT JOIN change c ON c.tenant_id = r.tenant_id AND c.seq = r.changed_seq
            WHERE \(aside)r.tenant_id = $1
            """,
            [key]
        ) { row in
            report.documents += 1
            documents[Table.name, default: 0] += 1
            do {
                try checkRecord(row, of: table)
            } catch let error as StorageError where error.code == .wrongType {
                // The id itself may be what cannot be read; its change knows it too.
                let id = (try? row.text(0)) ?? (try? row.textOrNil(9)) ?? ""
                note(.columns, Table.name, id, seq: try? row.integer(2), what: "a column cannot be read")
            }
        }
    }

    private func checkRecord<Table: RecordTable>(_ row: any RowCursor, of table: Table.Type) throws {
        let id = try row.text(0)
        let version = try row.integer(1)
        let seq = try row.integer(2)
        let document = try row.bytes(4)
        guard !row.isNull(8) else {
            return note(.missing, Table.name, id, seq: seq, what: "the row has no change in the log")
        }
        guard try row.text(8) == Table.name, try row.text(9) == id, try row.integer(10) == version else {
            return note(.missing, Table.name, id, seq: seq, what: "the row's change is of another record or version")
        }
        let hash: [UInt8]
        if Table.isPersonal {
            hash = DocumentHash.of(document, personal: try row.bytes(6))
            let salt = row.isNull(7) ? nil : try row.bytes(7)
            try checkPersonal(row, part: 5, partHash: 6, salt: salt, entity: Table.name, id: id, seq: seq) { $0 <= seq }
        } else {
            hash = DocumentHash.of(document)
        }
        if try row.bytes(11) != hash {
            note(.document, Table.name, id, seq: seq, what: "the document is not the one its change committed to")
        }
        try checkColumns(row, document: document, id: id, seq: seq, of: table)
    }

    /// Proves a personal part, or counts it as erased by an entry of the log that `wasErased` may speak of it.
    func checkPersonal(
        _ row: any RowCursor,
        part: Int,
        partHash: Int,
        salt: [UInt8]?,
        entity: String,
        id: String,
        seq: Int64,
        wasErased: (_ by: Int64) -> Bool
    ) throws {
        guard !row.isNull(part) else {
            // An erasure is logged and destroys the salt with the personal part; one without the others is damage.
            if salt == nil, erasures["\(entity)/\(id)"]?.contains(where: wasErased) ?? false {
                report.erased += 1
            } else {
                note(.document, entity, id, seq: seq, what: "the personal part is missing though it was never erased")
            }
            return
        }
        let hash = DocumentHash.ofPersonal(try row.bytes(part), salt: salt ?? [])
        if try row.bytes(partHash) != hash {
            note(.document, entity, id, seq: seq, what: "the personal part is not the one its change committed to")
        }
    }

    private func checkColumns<Table: RecordTable>(
        _ row: any RowCursor,
        document: [UInt8],
        id: String,
        seq: Int64,
        of table: Table.Type
    ) throws {
        guard let record = try? Table.read(document, personal: nil) else {  // Reported here, in the book's words.
            return note(.document, Table.name, id, seq: seq, what: "the document cannot be read")
        }
        if Table.id(of: record) != id {
            note(.columns, Table.name, id, seq: seq, what: "column id says something else than the document")
        }
        for (index, expected) in Table.values(record).enumerated() where try !row.column(13 + index, is: expected) {
            let column = Table.columns[index]
            note(.columns, Table.name, id, seq: seq, what: "column \(column) says something else than the document")
        }
        let event = try row.text(12)
        let isRemoved = event.hasSuffix(".removed") || event.hasSuffix(".voided")
        let removedSeq = try row.integerOrNil(3)
        if removedSeq != (isRemoved ? seq : nil) || Table.isTombstone(record) ?? isRemoved != isRemoved {
            note(.columns, Table.name, id, seq: seq, what: "column removed_seq says something else than the log")
        }
    }

    /// Proves each superseded document and that its versions follow one another.
    func checkVersions() throws {
        try connection.forEachRow(
            """
            SELECT v.entity, v.entity_id, v.version, v.from_seq, v.to_seq, v.document, v.personal, v.personal_hash,
                c.entity, c.entity_id, c.version, c.document_hash, n.entity, n.entity_id, n.version,
                COALESCE(customer.salt, route.salt, receipt.salt)
            FROM version v
            LEFT JOIN change c ON c.tenant_id = v.tenant_id AND c.seq = v.from_seq
            LEFT JOIN change n ON n.tenant_id = v.tenant_id AND n.seq = v.to_seq
            LEFT JOIN customer ON customer.tenant_id = v.tenant_id AND customer.id = v.entity_id
            LEFT JOIN route ON route.tenant_id = v.tenant_id AND route.id = v.entity_id
            LEFT JOIN receipt ON receipt.tenant_id = v.tenant_id AND receipt.id = v.entity_id
            WHERE \(aside)v.tenant_id = $1
            """,
            [key]
        ) { row in
            report.documents += 1
            do {
                try checkVersion(row)
            } catch let error as StorageError where error.code == .wrongType {
                // The id itself may be what cannot be read; its change knows it too.
                let id = (try? row.text(1)) ?? (try? row.textOrNil(9)) ?? ""
                note(.columns, "version", id, seq: try? row.integer(3), what: "a column cannot be read")
            }
        }
    }

    private func checkVersion(_ row: any RowCursor) throws {
        let entity = try row.text(0)
        let id = try row.text(1)
        let version = try row.integer(2)
        let seq = try row.integer(3)
        let document = try row.bytes(5)
        documents[entity, default: 0] += 1
        guard !row.isNull(8), !row.isNull(12) else {
            return note(.missing, entity, id, seq: seq, what: "version \(version) has no change in the log")
        }
        guard try row.text(8) == entity, try row.text(9) == id, try row.integer(10) == version else {
            return note(.missing, entity, id, seq: seq, what: "the change of version \(version) is of another record")
        }
        if try row.text(12) != entity || row.text(13) != id || row.integer(14) != version + 1 {
            note(.missing, entity, id, seq: seq, what: "version \(version) is not followed by the next one")
        }
        let hash: [UInt8]
        if row.isNull(7) {
            hash = DocumentHash.of(document)
        } else {
            hash = DocumentHash.of(document, personal: try row.bytes(7))
            let salt = row.isNull(15) ? nil : try row.bytes(15)
            try checkPersonal(row, part: 6, partHash: 7, salt: salt, entity: entity, id: id, seq: seq) { $0 > seq }
        }
        if try row.bytes(11) != hash {
            note(.document, entity, id, seq: seq, what: "version \(version) is not what its change committed to")
        }
    }

    /// Proves that each change still has its document: as many documents as changes, each proved to have its own.
    func checkDocumentsExist() throws {
        for entity in changes.keys.sorted() where changes[entity] != documents[entity, default: 0] {
            let missing = changes[entity, default: 0] - documents[entity, default: 0]
            try nameMissing(entity, count: missing)
        }
        for entity in documents.keys.sorted() where changes[entity] == nil {
            note(.missing, entity, "", what: "the log has no changes of this kind")
        }
    }

    private func nameMissing(_ entity: String, count: Int) throws {
        if entity == "snapshot", count > 0 { return try nameMissingSnapshots() }
        let tables = [
            RouteRecords.name, CustomerRecords.name, LoanRecords.name, PaymentRecords.name, SettlementRecords.name,
            FindingRecords.name,
        ]
        guard count > 0, let table = tables.first(where: { $0 == entity }) else {
            return note(.missing, entity, "", what: "changes and documents differ by \(count.magnitude)")
        }
        var isNamed = false
        try connection.forEachRow(
            """
            SELECT c.seq, c.entity_id, c.version FROM change c
            LEFT JOIN \(rows(of: table)) r ON r.tenant_id = c.tenant_id AND r.id = c.entity_id AND r.version = c.version
            LEFT JOIN \(rows(of: "version")) v ON v.tenant_id = c.tenant_id AND v.entity = c.entity AND v.entity_id = c.entity_id
                AND v.version = c.version
            WHERE c.tenant_id = $1 AND c.entity = $2 AND r.id IS NULL AND v.entity_id IS NULL
            ORDER BY c.seq
            """,
            [key, .text(entity)]
        ) { row in
            isNamed = true
            let what = "version \(try row.integer(2)) has no document"
            note(.missing, entity, try row.text(1), seq: try row.integer(0), what: what)
        }
        if !isNamed { note(.missing, entity, "", what: "\(count) documents are missing") }
    }

    /// A table to join with; where an index is damaged, its rows alone.
    private func rows(of table: String) -> String {
        guard !aside.isEmpty else { return table }
        let id = table == "version" ? "entity, entity_id" : "id"
        // Without the limit SQLite would look the rows up by index after all.
        return "(SELECT tenant_id, \(id), version FROM \(table) NOT INDEXED LIMIT -1)"
    }

    private func nameMissingSnapshots() throws {
        try connection.forEachRow(
            """
            SELECT c.seq, c.entity_id FROM change c
            LEFT JOIN snapshot s ON s.tenant_id = c.tenant_id AND s.id = c.entity_id
            WHERE c.tenant_id = $1 AND c.entity = 'snapshot' AND s.id IS NULL
            ORDER BY c.seq
            """,
            [key]
        ) { row in
            note(.missing, "snapshot", try row.text(1), seq: try row.integer(0), what: "its row is missing")
        }
    }
}

extension RowCursor {
    /// Whether a column holds exactly `value`.
    fileprivate func column(_ column: Int, is value: SQLValue) throws -> Bool {
        switch value {
        case .null: return isNull(column)
        case .integer(let number): return try integerOrNil(column) == number
        case .text(let text): return try textOrNil(column) == text
        case .utf8(let bytes), .bytes(let bytes): return try !isNull(column) && self.bytes(column) == bytes
        }
    }
}
