/// Names of tables and columns, which come from our code and never from input.
enum SQLName {
    /// `name`, once it is sure that it is a plain word.
    static func checked(_ name: String) -> String {
        let isWord = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default:
                false
            }
        }
        precondition(isWord && !name.isEmpty, "a table or column name is a lower-case word")
        return name
    }
}

extension SQLValue {
    /// Refuses text with a NUL character, which PostgreSQL cannot hold and SQLite functions cut off at.
    static func refuseNUL(in bytes: UnsafeRawBufferPointer) throws {
        guard !bytes.contains(0) else {
            throw StorageError(.wrongType, "a text holds a NUL character, which no database column can keep")
        }
    }
}
