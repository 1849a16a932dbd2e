import Foundation

/// Names of time zones, as the IANA database has them.
enum TimeZoneName {
    /// Whether business days can be told in the zone `name`.
    ///
    /// An area and a place, an old name included, or UTC. Offsets (`GMT+5`, `EST5EDT`) are left out: their signs are read
    /// both ways, and they know no change of the law.
    static func isKnown(_ name: String) -> Bool {
        if name == "UTC" || known.contains(name) { return true }
        return name.contains("/") && TimeZone(identifier: name) != nil
    }

    /// The name that `text` was probably meant to be: that of the same place, without regard to case, accents and blanks.
    static func suggestion(for text: String) -> String? {
        let place = folded(text)
        return place.isEmpty ? nil : known.filter { folded($0) == place }.min()
    }

    private static let known = Set(TimeZone.knownTimeZoneIdentifiers)

    private static func folded(_ name: String) -> String {
        let place = name.split(separator: "/").last.map(String.init) ?? ""
        return place.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
            .replacing(" ", with: "_")
    }
}
