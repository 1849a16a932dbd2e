/// Amounts, days and counts as people and programs write them in messages.
enum ReceiptValues {
    /// The amount that `text` begins with, in hundredths: `$20.000`, `20,000.00`, `COP 1'250.000`, `20 mil`.
    ///
    /// A single separator with three digits behind it groups, as in Colombia; with one or two it is a decimal point.
    static func amount(_ text: some StringProtocol) -> Int64? {
        var rest = Array(text.utf8)[...]
        var isNegative = false
        var skipped = 0
        while let byte = rest.first, byte < 0x30 || byte > 0x39 {
            // Currency signs and letters; anything longer is no amount.
            guard skipped < 8 else { return nil }
            if byte == 0x2D { isNegative = true }
            skipped += 1
            rest = rest.dropFirst()
        }
        var run = rest.prefix { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2E || $0 == 0x2C || $0 == 0x27 }
        rest = rest[run.endIndex...]
        while let last = run.last, last < 0x30 { run = run.dropLast() }
        guard !run.isEmpty, run.count <= Limits.amountDigitsMax else { return nil }
        let isThousands = rest.drop { $0 == 0x20 }.starts(with: "mil".utf8)
        guard let value = grouped(Array(run)) else { return nil }
        let (scaled, isOver) = value.multipliedReportingOverflow(by: isThousands ? 1000 : 1)
        guard !isOver, scaled <= Limits.amountMax else { return nil }
        return isNegative ? -scaled : scaled
    }

    private static func grouped(_ run: [UInt8]) -> Int64? {
        let marks = run.filter { $0 < 0x30 }
        let digitsBehind = run.count - 1 - (run.lastIndex { $0 < 0x30 } ?? run.count - 1)
        var group: UInt8 = 0x2E
        var decimal: UInt8 = 0x2C
        if let last = marks.last {
            let isDecimal = last != 0x27 && digitsBehind <= 2 && marks.count(where: { $0 == last }) == 1
            if isDecimal {
                decimal = last
                group = last == 0x2E ? 0x2C : 0x2E
            } else {
                group = last == 0x27 ? 0x2E : last
                decimal = group == 0x2E ? 0x2C : 0x2E
            }
        }
        // An apostrophe marks millions beside points.
        let plain = run.map { $0 == 0x27 ? group : $0 }
        let grammar = AmountGrammar(
            .grouped(group: Character(Unicode.Scalar(group)), decimal: Character(Unicode.Scalar(decimal))),
            options: []
        )
        // `try?`: a text that is no amount states none.
        return try? grammar.minorUnits(String(decoding: plain, as: UTF8.self))
    }

    /// The two numbers of `3/24`, `#3/24` or `3 de 24`, the last pair in `text`.
    static func pair(_ text: String) -> (first: Int, second: Int)? {
        let words = text.split { !($0.isASCII && ($0.isNumber || $0 == "." || $0 == "/" || $0.isLetter)) }
        var found: (Int, Int)?
        for (index, word) in words.enumerated() {
            let sides = word.split(separator: "/", omittingEmptySubsequences: false)
            if sides.count == 2, let first = count(sides[0]), let second = count(sides[1]) {
                found = (first, second)
            } else if word == "de" || word == "/", index > 0, index + 1 < words.count,
                let first = count(words[index - 1]), let second = count(words[index + 1])
            {
                found = (first, second)
            }
        }
        return found
    }

    /// A small count; decimals, as in 4.50 instalments, are dropped.
    static func count(_ text: Substring) -> Int? {
        let whole = text.split(separator: ".", omittingEmptySubsequences: false).first ?? text
        guard !whole.isEmpty, whole.utf8.count <= 5, whole.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
            return nil
        }
        return Int(whole)
    }

    /// The day that `text` begins with, and the time behind it.
    ///
    /// Day comes first unless that gives no day, or a day far from `near` where the other order comes close to it.
    static func moment(_ text: String, near: DateParts?) -> (day: DateParts, second: Int?)? {
        var cursor = ChatCursor(Array(text.utf8))
        cursor.skipSpaces()
        guard let first = cursor.number(digitsMax: 4) else { return nil }
        let day: DateParts?
        if let mark = cursor.peek, mark == 0x2F || mark == 0x2D || mark == 0x2E {
            cursor.advance()
            if let second = cursor.number(digitsMax: 2), cursor.peek == mark {
                cursor.advance()
                guard let third = cursor.number(digitsMax: 4) else { return nil }
                day = numbered(first, second.value, third, near)
            } else {
                guard let month = month(&cursor), cursor.skip("-") || cursor.skip("/") || cursor.skip(".") else {
                    return nil
                }
                day = named(first.value, month, &cursor)
            }
        } else {
            cursor.skipSpaces()
            if cursor.skip("de ") { cursor.skipSpaces() }
            guard let month = month(&cursor) else { return nil }
            day = named(first.value, month, &cursor)
        }
        guard let day else { return nil }
        while cursor.skip(",") || cursor.skip("T") || cursor.skip("-") || cursor.skipSpaces() {}
        return (day, ChatHeader.clock(&cursor)?.second)
    }

    /// The time of day that `text` begins with.
    static func time(_ text: String) -> Int? {
        var cursor = ChatCursor(Array(text.utf8))
        cursor.skipSpaces()
        return ChatHeader.clock(&cursor)?.second
    }

    private static func numbered(
        _ first: (value: Int, digits: Int),
        _ second: Int,
        _ third: (value: Int, digits: Int),
        _ near: DateParts?
    ) -> DateParts? {
        if first.digits == 4 { return DateParts.checked(year: first.value, month: second, day: third.value) }
        guard third.digits == 2 || third.digits == 4 else { return nil }
        let year = third.digits == 2 ? 2000 + third.value : third.value
        let dayFirst = DateParts.checked(year: year, month: second, day: first.value)
        let monthFirst = DateParts.checked(year: year, month: first.value, day: second)
        guard let dayFirst, let monthFirst, let near else { return dayFirst ?? monthFirst }
        let isFar = abs(dayFirst.rank - near.rank) > 45
        return isFar && abs(monthFirst.rank - near.rank) <= 3 ? monthFirst : dayFirst
    }

    private static func named(_ day: Int, _ month: Int, _ cursor: inout ChatCursor) -> DateParts? {
        cursor.skipSpaces()
        if cursor.skip("de ") || cursor.skip("del ") { cursor.skipSpaces() }
        guard let year = cursor.number(digitsMax: 4), year.digits != 3, year.digits > 1 else { return nil }
        return DateParts.checked(year: year.digits == 2 ? 2000 + year.value : year.value, month: month, day: day)
    }

    /// The month whose name, or its first three letters, stands at the cursor, which moves behind the word.
    private static func month(_ cursor: inout ChatCursor) -> Int? {
        var letters = ""
        while let byte = cursor.peek, (byte >= 0x41 && byte <= 0x5A) || (byte >= 0x61 && byte <= 0x7A) {
            if letters.utf8.count < 12 { letters.unicodeScalars.append(Unicode.Scalar(byte | 0x20)) }
            cursor.advance()
        }
        let names = [
            ["ene", "jan"], ["feb"], ["mar"], ["abr", "apr"], ["may"], ["jun"], ["jul"], ["ago", "aug"],
            ["sep", "set"],
            ["oct"], ["nov"], ["dic", "dec"],
        ]
        guard letters.utf8.count >= 3 else { return nil }
        return names.firstIndex { $0.contains(String(letters.prefix(3))) }.map { $0 + 1 }
    }
}
