/// Turns the SQL of a migration, written in SQLite's words, into PostgreSQL's.
///
/// `INTEGER` becomes `BIGINT`, `BLOB` becomes `BYTEA`; the table options `STRICT` and `WITHOUT ROWID` go. Only whole
/// words are touched, never what stands in a literal, a quoted name or a comment.
enum Dialect {
    /// `sql` in PostgreSQL's words.
    static func postgres(_ sql: String) -> String {
        var reader = Reader(bytes: [UInt8](sql.utf8))
        return String(decoding: reader.translated(), as: UTF8.self)
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0
        var output: [UInt8] = []

        mutating func translated() -> [UInt8] {
            output.reserveCapacity(bytes.count)
            while let byte = peek() {
                switch byte {
                case UInt8(ascii: "'"), UInt8(ascii: "\""):
                    copy(to: end(ofQuote: byte))
                case UInt8(ascii: "-") where peek(1) == byte:
                    copy(to: end(after: [UInt8(ascii: "\n")]))
                case UInt8(ascii: "/") where peek(1) == UInt8(ascii: "*"):
                    copy(to: end(after: [UInt8(ascii: "*"), UInt8(ascii: "/")]))
                case _ where Reader.isWord(byte):
                    translateWord()
                default:
                    copy(to: position + 1)
                }
            }
            return output
        }

        private mutating func translateWord() {
            let end = endOfWord(from: position)
            switch upperCase(position..<end) {
            case "INTEGER":
                output.append(contentsOf: "BIGINT".utf8)
                position = end
            case "BLOB":
                output.append(contentsOf: "BYTEA".utf8)
                position = end
            case "STRICT" where isAfterColumns:
                drop(to: end)
            case "WITHOUT" where isAfterColumns:
                let next = endOfSpace(from: end)
                let nextEnd = endOfWord(from: next)
                if upperCase(next..<nextEnd) == "ROWID" { drop(to: nextEnd) } else { copy(to: end) }
            default:
                copy(to: end)
            }
        }

        /// Whether the place of table options is reached: right behind the closing parenthesis.
        private var isAfterColumns: Bool {
            output.last { $0 > UInt8(ascii: " ") } == UInt8(ascii: ")")
        }

        /// Leaves out a table option and the comma behind it.
        private mutating func drop(to end: Int) {
            position = end
            let next = endOfSpace(from: end)
            if next < bytes.count, bytes[next] == UInt8(ascii: ",") { position = next + 1 }
        }

        private mutating func copy(to end: Int) {
            output.append(contentsOf: bytes[position..<end])
            position = end
        }

        private func peek(_ offset: Int = 0) -> UInt8? {
            position + offset < bytes.count ? bytes[position + offset] : nil
        }

        private func end(ofQuote quote: UInt8) -> Int {
            bytes[(position + 1)...].firstIndex(of: quote).map { $0 + 1 } ?? bytes.count
        }

        private func end(after mark: [UInt8]) -> Int {
            var index = position + 2
            while index + mark.count <= bytes.count {
                if bytes[index..<index + mark.count].elementsEqual(mark) { return index + mark.count }
                index += 1
            }
            return bytes.count
        }

        private func endOfWord(from start: Int) -> Int {
            bytes[start...].firstIndex { !Reader.isWord($0) } ?? bytes.count
        }

        private func endOfSpace(from start: Int) -> Int {
            bytes[start...].firstIndex { $0 > UInt8(ascii: " ") } ?? bytes.count
        }

        private func upperCase(_ range: Range<Int>) -> String {
            String(decoding: bytes[range], as: UTF8.self).uppercased()
        }

        private static func isWord(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
                true
            default:
                false
            }
        }
    }
}
