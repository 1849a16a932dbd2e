/// The top-level fields of a stored document (a compact JSON object of our own), as ranges of its bytes.
struct DocumentFields {
    /// Names and raw values, in order; nil when the bytes are no such object.
    let fields: [(name: String, value: ArraySlice<UInt8>)]

    init?(_ bytes: [UInt8]) {
        guard bytes.first == 0x7B, bytes.last == 0x7D else { return nil }
        var fields: [(name: String, value: ArraySlice<UInt8>)] = []
        var place = 1
        while place < bytes.count - 1 {
            guard bytes[place] == 0x22, let nameEnd = Self.endOfString(bytes, from: place),
                nameEnd < bytes.count, bytes[nameEnd] == 0x3A
            else { return nil }
            let end = Self.endOfValue(bytes, from: nameEnd + 1)
            let name = String(decoding: bytes[(place + 1)..<(nameEnd - 1)], as: UTF8.self)
            fields.append((name, bytes[(nameEnd + 1)..<end]))
            place = end + 1
        }
        self.fields = fields
    }

    subscript(name: String) -> ArraySlice<UInt8>? {
        fields.first { $0.name == name }?.value
    }

    /// Names of the fields whose values differ between two documents of one kind, in the order of the later one.
    static func changed(from old: [UInt8], to new: [UInt8], prefix: String = "") -> [String] {
        guard let old = DocumentFields(old), let new = DocumentFields(new) else { return [] }
        return new.fields.compactMap { field in
            old[field.name] == field.value ? nil : prefix + field.name
        }
    }

    /// The place behind the closing quote of the string that opens at `start`.
    private static func endOfString(_ bytes: [UInt8], from start: Int) -> Int? {
        var place = start + 1
        while place < bytes.count {
            switch bytes[place] {
            case 0x5C: place += 2
            case 0x22: return place + 1
            default: place += 1
            }
        }
        return nil
    }

    /// The place of the comma or brace that ends the value that starts at `start`.
    private static func endOfValue(_ bytes: [UInt8], from start: Int) -> Int {
        var depth = 0
        var place = start
        while place < bytes.count {
            switch bytes[place] {
            case 0x22:
                place = (endOfString(bytes, from: place) ?? bytes.count) - 1
            case 0x7B, 0x5B:
                depth += 1
            case 0x7D, 0x5D:
                if depth == 0 { return place }
                depth -= 1
            case 0x2C where depth == 0:
                return place
            default:
                break
            }
            place += 1
        }
        return place
    }
}
