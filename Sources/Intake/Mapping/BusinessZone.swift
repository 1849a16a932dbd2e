import Foundation
import Lending

/// The zone in which a tenant's business days are told.
struct BusinessZone {
    private let zone: TimeZone
    /// Its name in the IANA database.
    var name: String { zone.identifier }

    /// The zone called `name` in the IANA database; UTC when there is none of that name.
    init(_ name: String) {
        zone = TimeZone(identifier: name) ?? .gmt
    }

    /// The zone of the country that the trade's apps are made for.
    static let colombia = BusinessZone("America/Bogota")

    /// The day and time of day at `seconds` since 1970 in UTC; nil when no day of ours is so far away.
    func moment(_ seconds: Int64) -> Moment? {
        let farthest: Int64 = 253_402_300_799
        guard (-farthest...farthest).contains(seconds) else { return nil }
        let shift = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
        return Moment(localSeconds: seconds + Int64(shift))
    }
}

/// A day with, where it is known, the time of day.
struct Moment: Hashable {
    let day: CivilDate
    let time: DayTime?

    init(day: CivilDate, time: DayTime?) {
        self.day = day
        self.time = time
    }

    /// The moment `localSeconds` after the beginning of 1970 on the clock of the place.
    init?(localSeconds: Int64) {
        let (day, second) = localSeconds.quotientAndRemainder(dividingBy: 86_400)
        let isBefore = second < 0
        let civil = CivilDate(dayNumber: Int(isBefore ? day - 1 : day))
        guard Limits.years.contains(civil.parts.year) else { return nil }
        self.day = civil
        time = DayTime(secondOfDay: Int(isBefore ? second + 86_400 : second))
    }
}
