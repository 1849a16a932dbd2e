/// A time of day as written in a text.
enum TimeText {
    /// The pattern in the profile language that reads `bytes`; nil when they are no time.
    ///
    /// An hour of one digit gives `H`, which reads two as well.
    static func pattern(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard bytes.count >= 4, bytes.count <= 16 else { return nil }
        var index = 0
        func digits() -> Int {
            let start = index
            while index < bytes.count, bytes[index] &- 0x30 < 10 { index += 1 }
            return index - start
        }
        let hour = digits()
        guard (1...2).contains(hour), index < bytes.count, bytes[index] == 0x3A else { return nil }
        index += 1
        guard digits() == 2 else { return nil }
        var tail = ":mm"
        if index < bytes.count, bytes[index] == 0x3A {
            index += 1
            guard digits() == 2 else { return nil }
            tail += ":ss"
        }
        guard index < bytes.count else { return String(repeating: "H", count: hour) + tail }
        let hasBlank = bytes[index] == 0x20
        if hasBlank { index += 1 }
        guard index < bytes.count, [0x61, 0x70].contains(bytes[index] | 0x20) else { return nil }
        return String(repeating: "h", count: hour) + tail + (hasBlank ? " a" : "a")
    }

    /// The one pattern that reads most of the times counted in `forms`.
    static func best(of forms: [String: Int]) -> String {
        var readable = forms
        for (form, count) in forms {
            // `H` reads what `HH` does.
            if let first = form.first, form.dropFirst().first == first {
                readable[String(form.dropFirst())]? += count
            }
        }
        return readable.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? "HH:mm:ss"
    }
}
