/// One column of a table as profiled, with what later steps ask of it.
struct ColumnScan {
    /// The name as written.
    let name: String
    /// The type as declared.
    let declaredType: String
    /// The name as words.
    let words: NameWords
    /// Rows seen, and rows without a value.
    private(set) var rows = 0, empty = 0
    /// Values stored as whole number, floating number and text.
    private(set) var integers = 0, reals = 0, texts = 0
    /// Values below zero and equal to zero, among numbers.
    private(set) var negatives = 0, zeros = 0
    /// Smallest and largest number.
    private(set) var low = Double.infinity, high = -Double.infinity
    /// The different values.
    private(set) var sketch = HashSketch()
    /// What values look like.
    private(set) var shape = ShapeCounts()
    /// The short values and how often each came; nil once there were too many.
    private(set) var labels: [String: Int]? = [:]
    /// Lower-case beginnings of values that name a sum instead of a record, such as `total`.
    private(set) var totalWords: Set<String> = []

    init(_ column: SourceColumn) {
        name = column.name
        declaredType = column.declaredType
        words = NameWords(column.name)
    }

    /// Takes the value of one row; looks at its shape when the row is in the sample.
    mutating func take(_ value: RawValue, isSampled: Bool) {
        rows += 1
        switch value {
        case .null:
            empty += 1
            return
        case .integer(let number):
            integers += 1
            note(Double(number))
        case .real(let number):
            reals += 1
            note(number)
        case .text(let text):
            guard let hash = ValueHash.of(text) else {
                empty += 1
                return
            }
            texts += 1
            sketch.add(hash)
            note(text)
            if isSampled { shape.look(value) }
            return
        case .blob: break
        }
        if let hash = ValueHash.of(value) { sketch.add(hash) }
        if labels != nil { note(label: ValueLabel.of(value)) }
        if isSampled { shape.look(value) }
    }

    private mutating func note(_ number: Double) {
        if number < low { low = number }
        if number > high { high = number }
        if number < 0 { negatives += 1 }
        if number == 0 { zeros += 1 }
    }

    private mutating func note(_ text: String) {
        if labels != nil { note(label: ValueLabel.of(.text(text))) }
        var text = text
        let found = text.withUTF8 { TotalWords.leading(ValueText.trimmed($0)) }
        if let found, totalWords.count < 4 { totalWords.insert(found) }
        if texts < 4_096 || texts & 15 == 0 {
            let number = text.withUTF8 { NumberText(ValueText.trimmed($0)) }
            if let number { note(number.value) }
        }
    }

    private mutating func note(label: String?) {
        guard let label else {
            labels = nil
            return
        }
        labels?[label, default: 0] += 1
        if let count = labels?.count, count > Limits.labelsMax { labels = nil }
    }

    /// Rows with a value.
    var filled: Int { rows - empty }

    /// Whether every row has a value and none comes twice.
    var isKey: Bool { rows > 0 && empty == 0 && sketch.isUnique }

    /// Whether values are numbers, stored so or written in text.
    var isNumeric: Bool {
        guard filled > 0 else { return false }
        return Double(integers + reals) + Double(texts) * textNumberShare >= 0.9 * Double(filled)
    }

    private var textNumberShare: Double {
        texts == 0
            ? 0
            : Double(shape.numbers.values.reduce(0, +)) / Double(max(1, shape.seen)) * Double(filled)
                / Double(texts)
    }

    /// Whether all numbers are whole.
    var isWhole: Bool { isNumeric && reals == 0 && shape.numbers.allSatisfy { $0.key == .whole } }

    /// Whether values are days or moments, in text or as seconds or milliseconds since 1970.
    var isDate: Bool { shape.dateShare >= 0.8 || isEpoch }

    /// Whether values are seconds or milliseconds since 1970.
    var isEpoch: Bool {
        shape.share(shape.epochMilliseconds) >= 0.95 || shape.share(shape.epochSeconds) >= 0.95 && !looksLikePhone
    }

    /// Whether the name says that amounts are in cents.
    var isInCents: Bool { words.texts.contains { ["cents", "centavos", "minor", "cent"].contains($0) } }

    /// Whether values are times of day.
    var isTime: Bool { shape.share(shape.times) >= 0.8 }

    /// Whether values are words and not numbers or days.
    var isText: Bool { filled > 0 && !isNumeric && !isDate && !isTime }

    /// Whether values look like phones.
    var looksLikePhone: Bool { shape.share(shape.phones) >= 0.6 }

    /// How different the values are, 1 when no two are equal.
    var variety: Double { filled == 0 ? 0 : min(1, Double(sketch.distinct) / Double(filled)) }
}

/// Short values that may be words of a list: states, kinds, flags.
enum ValueLabel {
    /// The value folded for comparison; nil when it is too long for a word.
    static func of(_ value: RawValue) -> String? {
        switch value {
        case .null: ""
        case .integer(let number): String(number)
        case .real(let number): Int64(exactly: number).map { String($0) }
        case .text(let text): text.utf8.count > 32 ? nil : folded(text)
        case .blob: nil
        }
    }

    /// Lower case without blanks around.
    static func folded(_ text: String) -> String {
        var bytes = Array(text.utf8)
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        let lead = bytes.prefix { $0 <= 0x20 }.count
        if bytes[lead...].allSatisfy({ $0 < 0x80 }) {
            return String(decoding: bytes[lead...].map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
        }
        return String(decoding: bytes[lead...], as: UTF8.self).lowercased()
    }
}

/// Words that begin a row of sums.
enum TotalWords {
    private static let words: [[UInt8]] = [
        "gran total", "grand total", "subtotal", "sub total", "total", "totales", "suma", "sumatoria", "totais",
    ]
    .map { Array($0.utf8) }

    /// The word that trimmed `bytes` begin with as a whole word.
    static func leading(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        guard let first = bytes.first, first | 0x20 == 0x74 || first | 0x20 == 0x73 || first | 0x20 == 0x67 else {
            return nil
        }
        for word in words where bytes.count >= word.count {
            guard word.indices.allSatisfy({ bytes[$0] == word[$0] || bytes[$0] | 0x20 == word[$0] }) else { continue }
            let isWhole =
                bytes.count == word.count || !((bytes[word.count] | 0x20) >= 0x61 && (bytes[word.count] | 0x20) <= 0x7A)
            if isWhole { return String(decoding: word, as: UTF8.self) }
        }
        return nil
    }
}
