/// Counts a tenant's snapshots on its row.
///
/// A snapshot that changed nothing is not in the change log, so its row could be deleted unnoticed. Each snapshot now
/// carries its number in its document, and the tenant's row says how many there are; those from before have no number.
enum M0003SnapshotCount {
    static let sql = """
        ALTER TABLE tenant ADD COLUMN snapshots INTEGER NOT NULL DEFAULT 0 CHECK (snapshots >= 0);
        UPDATE tenant SET snapshots = (SELECT COUNT(*) FROM snapshot WHERE snapshot.tenant_id = tenant.id);

        """
}
