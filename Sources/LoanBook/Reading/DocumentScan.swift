/// Finds single values in a stored document without building anything: one pass over its bytes.
///
/// Documents are written by us, so they are flat, compact and valid; a damaged one gives nil, never a trap.
enum DocumentScan {
    /// The raw JSON of the value of `key` in the outermost object: quotes included for a text.
    static func value(of key: String, in document: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        var key = key
        return key.withUTF8 { wanted -> UnsafeRawBufferPointer? in
            var position = 1
            while position < document.count, document[position] == 0x22 {
                let keyEnd = endOfValue(from: position, in: document)
                let valueStart = keyEnd + 1
                guard valueStart < document.count, document[keyEnd] == 0x3A else { return nil }
                let valueEnd = endOfValue(from: valueStart, in: document)
                let name = UnsafeRawBufferPointer(rebasing: document[(position + 1)..<(keyEnd - 1)])
                if name.elementsEqual(UnsafeRawBufferPointer(wanted)) {
                    return UnsafeRawBufferPointer(rebasing: document[valueStart..<valueEnd])
                }
                position = valueEnd + 1
            }
            return nil
        }
    }

    /// The text of `key`, without its quotes; nil when it is null, missing or holds an escape.
    static func text(of key: String, in document: UnsafeRawBufferPointer) -> String? {
        guard let raw = value(of: key, in: document), raw.count >= 2, raw[0] == 0x22, !raw.contains(0x5C) else {
            return nil
        }
        return String(decoding: raw[1..<(raw.count - 1)], as: UTF8.self)
    }

    /// Hundredths written as a plain decimal (`120000`, `-1.5`, `120000.00`); nil for anything else.
    static func hundredths(_ bytes: some Collection<UInt8>) -> Int64? {
        var digits = 0
        var decimals: Int?
        var value: Int64 = 0
        var isNegative = false
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case 0x2D where index == 0: isNegative = true
            case 0x2E where decimals == nil && digits > 0: decimals = 0
            case 0x30...0x39 where digits < 16 && (decimals ?? 0) < 2:
                value = value * 10 + Int64(byte - 0x30)
                digits += 1
                if let places = decimals { decimals = places + 1 }
            default: return nil
            }
        }
        guard digits > 0, decimals != 0 else { return nil }
        for _ in (decimals ?? 0)..<2 { value *= 10 }
        return isNegative ? -value : value
    }

    /// The position behind the value that begins at `start`.
    private static func endOfValue(from start: Int, in document: UnsafeRawBufferPointer) -> Int {
        var depth = 0
        var position = start
        while position < document.count {
            switch document[position] {
            case 0x22:
                position = endOfString(from: position, in: document)
                if depth == 0 { return position }
                continue
            case 0x7B, 0x5B: depth += 1
            case 0x7D, 0x5D:
                if depth == 0 { return position }
                depth -= 1
                if depth == 0 { return position + 1 }
            case 0x2C where depth == 0: return position
            default: break
            }
            position += 1
        }
        return document.count
    }

    /// The position behind the closing quote of the string that opens at `start`.
    private static func endOfString(from start: Int, in document: UnsafeRawBufferPointer) -> Int {
        var position = start + 1
        while position < document.count {
            switch document[position] {
            case 0x5C: position += 2
            case 0x22: return position + 1
            default: position += 1
            }
        }
        return document.count
    }
}
