/// What the values of one column look like, counted over a spread sample of its rows.
struct ShapeCounts {
    /// How many values were looked at.
    private(set) var seen = 0
    /// Numbers in text, by style.
    private(set) var numbers: [NumberText.Style: Int] = [:]
    /// Days and moments, by how they are written.
    private(set) var dates: [DateText.Form: Int] = [:]
    /// The largest first and second number of days that are written day or month first.
    private(set) var firstMax = 0, secondMax = 0
    /// Whether a part below ten came with one digit.
    private(set) var isUnpadded = false
    /// How many moments fell in each hour.
    private(set) var hours = [Int](repeating: 0, count: 25)
    /// Times of day alone.
    var times: Int { timeForms.values.reduce(0, +) }
    /// Their patterns in the profile language, by how often each came.
    private(set) var timeForms: [String: Int] = [:]
    /// Texts with a `%`.
    private(set) var percents = 0
    /// Whole numbers as text or number with 7 to 13 digits.
    private(set) var longNumbers = 0
    /// Whole numbers of ten digits that begin as a mobile phone, or texts with `+`.
    private(set) var phones = 0
    /// Values that hold a blank between letters, as names and addresses do.
    private(set) var phrases = 0
    /// Values with a letter.
    private(set) var lettered = 0
    /// Values with both letters and digits and a blank, as addresses have.
    private(set) var addresses = 0
    /// Whole numbers that are days since 1970 in seconds, or in milliseconds.
    private(set) var epochSeconds = 0, epochMilliseconds = 0
    /// Bytes of the longest text looked at.
    private(set) var bytesMax = 0

    /// Looks at one value that is not empty.
    mutating func look(_ value: RawValue) {
        switch value {
        case .null: return
        case .integer(let number):
            seen += 1
            look(whole: number)
        case .real(let number):
            seen += 1
            if let whole = Int64(exactly: number) { look(whole: whole) }
        case .blob: seen += 1
        case .text(var text):
            seen += 1
            text.withUTF8 { look(text: ValueText.trimmed($0)) }
        }
    }

    /// The share of values that are numbers written in text.
    var numberShare: Double { share(numbers.values.reduce(0, +)) }

    /// The share of values that are days or moments in text.
    var dateShare: Double { share(dates.values.reduce(0, +)) }

    /// `count` as a share of all values looked at.
    func share(_ count: Int) -> Double { seen == 0 ? 0 : Double(count) / Double(seen) }

    private mutating func look(whole number: Int64) {
        if number >= 1_000_000, number < 10_000_000_000_000 { longNumbers += 1 }
        if number / 100_000_000 >= 30, number / 100_000_000 <= 35 { phones += 1 }
        // 2010 to 2040: earlier seconds are the identity numbers of Colombia.
        if number >= 1_262_304_000, number < 2_208_988_800 { epochSeconds += 1 }
        if number >= 946_684_800_000, number < 2_208_988_800_000 { epochMilliseconds += 1 }
    }

    private mutating func look(text bytes: UnsafeBufferPointer<UInt8>) {
        bytesMax = max(bytesMax, bytes.count)
        if let number = NumberText(bytes) {
            numbers[number.style, default: 0] += 1
            if number.isPercent { percents += 1 }
            if number.style == .whole, !number.isPercent {
                if number.hasLeadingZero, number.digits >= 7 {
                    longNumbers += 1
                } else {
                    look(whole: Int64(number.value))
                }
                if bytes.first == 0x2B { phones += 1 }
            }
            // Eight digits may be a day.
            if number.digits != 8 || number.style != .whole { return }
        }
        if let date = DateText(bytes) {
            note(date)
        } else if let form = TimeText.pattern(bytes) {
            timeForms[form, default: 0] += 1
        } else {
            note(words: bytes)
        }
    }

    private mutating func note(_ date: DateText) {
        dates[date.form, default: 0] += 1
        if !date.form.isYearFirst {
            firstMax = max(firstMax, date.first)
            secondMax = max(secondMax, date.second)
        }
        if date.isUnpadded { isUnpadded = true }
        if let hour = date.hour, hour < hours.count { hours[hour] += 1 }
    }

    private mutating func note(words bytes: UnsafeBufferPointer<UInt8>) {
        var letters = 0
        var digits = 0
        var blanks = 0
        for byte in bytes {
            if byte >= 0x80 || (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A {
                letters += 1
            } else if byte &- 0x30 < 10 {
                digits += 1
            } else if byte == 0x20 {
                blanks += 1
            }
        }
        if letters == 0 {
            // Digits with dashes, blanks or brackets.
            if digits >= 7 { phones += 1 }
            return
        }
        lettered += 1
        if blanks > 0, digits == 0 { phrases += 1 }
        if blanks > 0, digits > 0 { addresses += 1 }
    }
}

/// The bytes of texts.
enum ValueText {
    /// `bytes` without blanks and control characters around.
    static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        var first = 0
        var end = bytes.count
        while first < end, bytes[first] <= 0x20 { first += 1 }
        while end > first, bytes[end - 1] <= 0x20 { end -= 1 }
        return UnsafeBufferPointer(rebasing: bytes[first..<end])
    }
}
