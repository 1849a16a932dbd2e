public import Lending
import Storage

extension Book {
    /// Proves a tenant's book: the chain, every document, every column, the identities, the archived files.
    ///
    /// Rows are streamed, so its memory does not grow with the book. Hashes of dossiers and keys are not proved: the
    /// first only save work, the second are no part of the book.
    /// - Parameter expected: a head that was noted before and that the log must still hold.
    /// - Throws: ``StorageError`` when the database cannot be reached, ``LoanBookError/unknownTenant(name:)``.
    public func verify(tenant: TenantID, expecting expected: LogHead? = nil) throws -> VerifyReport {
        try database.withReader { connection in
            let verification = Verification(connection: connection, tenant: tenant, expected: expected)
            try verification.run()
            return verification.report
        }
    }

    /// What is damaged of the database itself and of the tenants' own rows, so that a book that cannot even be opened
    /// says where; empty when nothing is.
    /// - Throws: ``StorageError`` when the database cannot be reached.
    public func damage() throws -> [VerifyReport.Problem] {
        try database.withReader { connection in
            let damages = try EngineCheck.run(on: connection)
            // Records before indexes: an index may only be at odds with a damaged row.
            return damages.filter { !$0.isIndex }.map(\.problem) + (try MigrationCheck.run(on: connection))
                + (try TenantRecords.damaged(on: connection)) + damages.filter(\.isIndex).map(\.problem)
        }
    }
}

extension TenantRecords {
    /// The tenants whose own rows are not what was written.
    static func damaged(on connection: any Connection) throws -> [VerifyReport.Problem] {
        var problems: [VerifyReport.Problem] = []
        do {
            try connection.forEachRow("SELECT id, name, currency, time_zone, created_at, last_seq, seal FROM tenant") {
                row in
                let id = TenantID((try? row.text(0)) ?? "")
                // `try?`: a row that cannot be read is not what was written.
                let isWhole = try? seal(of: read(row)) == row.bytes(6)
                if isWhole != true { problems.append(VerifyReport.Problem(tenant: id)) }
            }
        } catch let error as StorageError where error.code == .damaged {
            problems.append(
                VerifyReport.Problem(kind: .damaged, entity: "table", id: "tenant", what: error.message)
            )
        }
        return problems
    }
}
