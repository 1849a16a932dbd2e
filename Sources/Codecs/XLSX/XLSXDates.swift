/// Days and times as workbooks count them: days since the end of 1899 (or the start of 1904), times as their fraction.
struct XLSXDates {
    /// What a number format shows of a serial number.
    enum Kind: UInt8, Sendable {
        /// A plain number.
        case number
        /// A day.
        case date
        /// A day and a time.
        case dateTime
        /// A time of day.
        case time
    }

    /// Whether days count from 1904-01-01, as older programs for Macs have it.
    let isFrom1904: Bool

    /// `serial` as `yyyy-MM-dd`, `yyyy-MM-ddTHH:mm:ss` or `HH:mm:ss`; nil when it is no day up to 9999-12-31.
    func text(_ serial: Double, _ kind: Kind) -> String? {
        guard serial >= 0, serial < 2_958_466 else { return nil }
        var days = Int(serial.rounded(.down))
        var seconds = Int(((serial - serial.rounded(.down)) * 86_400).rounded())
        if seconds == 86_400 {
            days += 1
            seconds = 0
        }
        let time = "\(Self.two(seconds / 3600)):\(Self.two(seconds / 60 % 60)):\(Self.two(seconds % 60))"
        switch kind {
        case .number: return nil
        case .time: return days == 0 ? time : nil
        case .date: return day(days)
        case .dateTime: return days == 0 ? time : day(days).map { "\($0)T\(time)" }
        }
    }

    private func day(_ count: Int) -> String? {
        // The count of 1900 has a 29th of February that never was; the days before it are one further on.
        if !isFrom1904, count == 60 || count == 0 { return nil }
        let sinceEpoch = isFrom1904 ? count - 24_107 : count - 25_569 + (count < 60 ? 1 : 0)
        let (year, month, day) = Self.civil(sinceEpoch)
        guard year <= 9_999 else { return nil }
        return "\(year)-\(Self.two(month))-\(Self.two(day))"
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    /// The Gregorian day of a count since 1970-01-01; years are cut into eras of 400, which all have as many days.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// The serial number of a day, counted from the end of 1899.
    static func serial(year: Int, month: Int, day: Int) -> Int {
        // Years begin in March here, so that the leap day is the last.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468 + 25_569
    }

    /// What the built-in format `number` shows (ECMA-376 part 1, 18.8.30, with those of East Asian programs).
    static func kind(ofBuiltIn number: Int) -> Kind {
        switch number {
        case 14...17, 27...31, 34...36, 50...54, 57, 58: .date
        case 18...21, 32, 33, 45, 47, 55, 56: .time
        case 22: .dateTime
        default: .number
        }
    }

    /// What a format shows that is written as `code`, such as `dd/mm/yyyy`.
    static func kind(of code: String) -> Kind {
        var letters = (day: false, month: false, time: false)
        // Only the first section counts: the one of positive numbers.
        var bytes = code.utf8.prefix { $0 != 0x3B }[...]
        while let byte = bytes.popFirst() {
            switch byte | 0x20 {
            case _ where byte == 0x22: bytes = bytes.drop { $0 != 0x22 }.dropFirst()
            case _ where byte == 0x5C || byte == 0x5F || byte == 0x2A: _ = bytes.popFirst()
            case _ where byte == 0x5B:
                // `[h]` counts hours beyond a day: a duration, which is a number; colours and locales mean nothing.
                if let first = bytes.first, first | 0x20 == 0x68 || first | 0x20 == 0x73 { return .number }
                if bytes.starts(with: Array("mm".utf8)) || bytes.starts(with: Array("m]".utf8)) { return .number }
                bytes = bytes.drop { $0 != 0x5D }.dropFirst()
            case 0x79, 0x64: letters.day = true
            case 0x6D: letters.month = true
            case 0x68, 0x73: letters.time = true
            // `General`, and an `E` of an exponent; both are numbers.
            case 0x67 where !letters.day && !letters.time: return .number
            default: break
            }
        }
        if letters.day { return letters.time ? .dateTime : .date }
        if letters.time { return .time }
        return letters.month ? .date : .number
    }
}
