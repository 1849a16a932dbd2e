import Codecs
import Lending

/// Reads moments in the forms of a profile.
struct InstantReader {
    private let forms: [(form: Transform.InstantForm, pattern: DateGrammar?)]
    private let isUTC: Bool
    private let zone: BusinessZone

    init(_ forms: [Transform.InstantForm], isUTC: Bool, zone: BusinessZone) {
        self.forms = forms.map { form in
            // `try?`: the patterns were checked when the profile was read; without a grammar none fits.
            if case .pattern(let text) = form { return (form, try? DateGrammar(text)) }
            return (form, nil)
        }
        self.isUTC = isUTC
        self.zone = zone
    }

    /// The moment that `text` states in the first form that fits; nil when none does.
    func moment(_ text: String) -> Moment? {
        for (form, pattern) in forms {
            let found: Moment? =
                switch form {
                case .iso: iso(text)
                case .epochSeconds: number(text).flatMap { zone.moment($0) }
                case .epochMilliseconds: number(text).flatMap { zone.moment(Self.seconds($0)) }
                case .pattern: pattern.flatMap { patterned(text, $0) }
                }
            if let found { return found }
        }
        return nil
    }

    private func number(_ text: String) -> Int64? {
        guard let point = text.firstIndex(of: ".") else { return Int64(text) }
        return Int64(text[..<point])
    }

    /// Whole seconds, rounded down.
    private static func seconds(_ milliseconds: Int64) -> Int64 {
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
        return rest < 0 ? seconds - 1 : seconds
    }

    private func patterned(_ text: String, _ pattern: DateGrammar) -> Moment? {
        // `try?`: that the text does not fit is all there is to know.
        guard let parts = try? pattern.parse(text) else { return nil }
        return placed(parts.year, parts.month, parts.day, parts.secondOfDay.map(Int64.init), offset: nil)
    }

    /// A day alone is the business day itself, whatever the zone.
    private func placed(_ year: Int, _ month: Int, _ day: Int, _ second: Int64?, offset: Int64?) -> Moment? {
        guard Limits.years.contains(year), let day = CivilDate(year: year, month: month, day: day) else { return nil }
        guard let second else { return Moment(day: day, time: nil) }
        let local = Int64(day.dayNumber) * 86_400 + second
        if let offset { return zone.moment(local - offset) }
        return isUTC ? zone.moment(local) : Moment(localSeconds: local)
    }

    /// `2026-01-05`, `2026-01-05T10:00`, `2026-01-05 10:00:00.123-05:00`, `…Z`.
    private func iso(_ text: String) -> Moment? {
        var scan = DigitScan(text)
        guard let year = scan.digits(4), scan.take("-"), let month = scan.digits(2), scan.take("-"),
            let day = scan.digits(2)
        else { return nil }
        if scan.isAtEnd { return placed(year, month, day, nil, offset: nil) }
        guard scan.take("T") || scan.take("t") || scan.take(" "), let hour = scan.digits(2), hour < 24, scan.take(":"),
            let minute = scan.digits(2), minute < 60
        else { return nil }
        var second = 0
        if scan.take(":") {
            guard let given = scan.digits(2), given < 61 else { return nil }
            second = min(given, 59)
            if scan.take(".") || scan.take(",") { scan.skipDigits() }
        }
        let clock = Int64(hour * 3_600 + minute * 60 + second)
        _ = scan.take(" ")
        if scan.isAtEnd { return placed(year, month, day, clock, offset: nil) }
        guard let offset = scan.offset(), scan.isAtEnd else { return nil }
        return placed(year, month, day, clock, offset: offset)
    }
}

/// Walks over digits and marks.
private struct DigitScan {
    private let bytes: [UInt8]
    private var at = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { at == bytes.count }

    mutating func take(_ mark: Unicode.Scalar) -> Bool {
        guard at < bytes.count, UInt32(bytes[at]) == mark.value else { return false }
        at += 1
        return true
    }

    mutating func digits(_ count: Int) -> Int? {
        guard at + count <= bytes.count else { return nil }
        var number = 0
        for byte in bytes[at..<(at + count)] {
            guard (0x30...0x39).contains(byte) else { return nil }
            number = number * 10 + Int(byte - 0x30)
        }
        at += count
        return number
    }

    mutating func skipDigits() {
        while at < bytes.count, (0x30...0x39).contains(bytes[at]) { at += 1 }
    }

    /// `Z`, `UTC`, `+00`, `-05:00`, `-0500` as seconds east of Greenwich.
    mutating func offset() -> Int64? {
        if take("Z") || take("z") { return 0 }
        if take("U") { return take("T") && take("C") ? 0 : nil }
        let isWest = take("-")
        guard isWest || take("+"), let hours = digits(2), hours < 24 else { return nil }
        _ = take(":")
        let minutes = isAtEnd ? 0 : digits(2)
        guard let minutes, minutes < 60 else { return nil }
        let seconds = Int64(hours * 3_600 + minutes * 60)
        return isWest ? -seconds : seconds
    }
}
