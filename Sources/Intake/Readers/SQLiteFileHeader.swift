/// The first 100 bytes of an SQLite database, judged before SQLite itself sees the file.
///
/// Source: the file format note of SQLite, "The Database Header". Numbers are big-endian.
struct SQLiteFileHeader {
    /// Bytes of one page.
    let pageSize: Int
    /// Whether the last writer used a write-ahead log.
    let isWALMode: Bool
    /// Pages the file should have; nil when the writer was too old to keep the count.
    let pageCount: Int64?

    /// The number of bytes that are read.
    static let length = 100
    private static let magic = Array("SQLite format 3\u{0}".utf8)

    /// Reads the header of a file of `fileBytes` bytes.
    /// - Throws: ``IntakeError`` when the file cannot be a whole SQLite database.
    init(_ bytes: [UInt8], fileBytes: Int64, fileName: String) throws {
        guard fileBytes > 0 else {
            throw IntakeError(
                .truncated,
                "\(fileName) is empty (0 bytes): the copy did not finish. Make the copy again and take it whole."
            )
        }
        guard bytes.starts(with: Self.magic.prefix(bytes.count)) else {
            throw IntakeError(
                .notADatabase,
                "\(fileName) is not an SQLite database, or it is encrypted: it does not begin as one. "
                    + "Give the copy that the app itself writes, unencrypted."
            )
        }
        guard bytes.count >= Self.length else {
            throw IntakeError(
                .truncated,
                "\(fileName) ends after \(fileBytes) bytes, inside its header: the copy did not finish. Make it again."
            )
        }
        let rawSize = Int(bytes[16]) << 8 | Int(bytes[17])
        pageSize = rawSize == 1 ? 65_536 : rawSize
        guard pageSize >= 512, pageSize & (pageSize - 1) == 0, bytes[18] <= 2, bytes[19] <= 2,
            bytes[18] >= 1, bytes[19] >= 1, bytes[21] == 64, bytes[22] == 32, bytes[23] == 32
        else {
            throw IntakeError(
                .damaged,
                "\(fileName) begins as an SQLite database but its header is damaged. Make the copy again."
            )
        }
        isWALMode = bytes[18] == 2 || bytes[19] == 2
        let changes = Self.number(bytes, at: 24)
        let count = Self.number(bytes, at: 28)
        pageCount = count > 0 && changes == Self.number(bytes, at: 92) ? count : nil
        try checkLength(fileBytes, fileName)
    }

    private func checkLength(_ fileBytes: Int64, _ fileName: String) throws {
        if let pageCount, fileBytes < pageCount * Int64(pageSize) {
            throw IntakeError(
                .truncated,
                "\(fileName) is cut short: \(fileBytes) bytes of \(pageCount * Int64(pageSize)). "
                    + "Wait until the copy has finished, or make it again."
            )
        }
        guard fileBytes % Int64(pageSize) == 0 else {
            throw IntakeError(
                .truncated,
                "\(fileName) does not end on a page (\(fileBytes) bytes, pages of \(pageSize)): "
                    + "the copy did not finish. Make it again."
            )
        }
    }

    private static func number(_ bytes: [UInt8], at offset: Int) -> Int64 {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int64($1) }
    }
}
