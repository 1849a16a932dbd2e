/// Names of months in Spanish, Portuguese and English, whole or cut to three or more letters.
enum MonthWord {
    /// Passes a name and gives its month, 1 to 12; nil, and nothing passed, where none stands.
    static func month(_ cursor: inout TextCursor) -> Int? {
        var ahead = cursor
        var word: [UInt8] = []
        while let byte = ahead.peek, let letter = letter(byte, &ahead) {
            word.append(letter)
            ahead.advance()
        }
        guard word.count >= 3, let month = months[Array(word.prefix(3))], isStart(word, of: month) else { return nil }
        if ahead.peek == 0x2E { ahead.advance() }
        cursor = ahead
        return month
    }

    /// Passes blanks with `de` or `del` among them.
    static func passGap(_ cursor: inout TextCursor) {
        while true {
            while cursor.peek == 0x20 { cursor.advance() }
            guard let small = smallWords.first(where: { cursor.starts(with: $0) }) else { return }
            for _ in small.dropLast() { cursor.advance() }
        }
    }

    private static let smallWords = ["de ", "del ", "DE ", "DEL ", "De ", "Del "].map { Array($0.utf8) }

    /// A letter in lower case without its accent; passes the first of the two bytes of one that has an accent.
    private static func letter(_ byte: UInt8, _ cursor: inout TextCursor) -> UInt8? {
        if (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) { return byte | 0x20 }
        if cursor.starts(with: [0xC3, 0xA7]) || cursor.starts(with: [0xC3, 0x87]) {
            cursor.advance()
            return 0x63
        }
        return nil
    }

    private static func isStart(_ word: [UInt8], of month: Int) -> Bool {
        names[month - 1].contains { $0.starts(with: word) }
    }

    private static let names: [[[UInt8]]] = [
        "enero janeiro january", "febrero fevereiro february", "marzo marco march", "abril april", "mayo maio may",
        "junio junho june", "julio julho july", "agosto august",
        "septiembre setiembre setembro september sept", "octubre outubro october",
        "noviembre novembro november", "diciembre dezembro december",
    ].map { $0.split(separator: " ").map { Array($0.utf8) } }

    private static let months: [[UInt8]: Int] = {
        var months: [[UInt8]: Int] = [:]
        for (index, names) in names.enumerated() {
            for name in names { months[Array(name.prefix(3))] = index + 1 }
        }
        return months
    }()
}
