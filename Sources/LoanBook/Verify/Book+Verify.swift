public import Lending
import Storage

extension Book {
    /// Proves a tenant's book: the chain, every document, every column, the identities, the archived files.
    ///
    /// Rows are streamed, so its memory does not grow with the book. Hashes of dossiers and keys are not proved: the
    /// first only save work, the second are no part of the book.
    /// - Throws: ``StorageError`` when the database cannot be reached, ``LoanBookError/unknownTenant(name:)``.
    public func verify(tenant: TenantID) throws -> VerifyReport {
        try database.withReader { connection in
            let verification = Verification(connection: connection, tenant: tenant)
            try verification.run()
            return verification.report
        }
    }
}
