/// A 64-bit fingerprint of a ticket id (FNV-1a), so that a route's tickets need 8 bytes each.
///
/// Two ids with one print only cost a second look: findings compare the ids themselves.
enum TicketPrint {
    static func of(_ ticket: String) -> UInt64 {
        var ticket = ticket
        return ticket.withUTF8 { of($0) }
    }

    /// Of a ticket that is lent as its UTF-8 bytes.
    static func of(_ ticket: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in ticket { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return hash
    }
}

/// The fingerprints that a route's scan came by: exactly while they are few, then in a filter of fixed size.
///
/// The filter forgets none; it takes a few in ten thousand for one that it saw, which costs a second look.
struct SeenTickets {
    private var exact: Set<UInt64> = []
    private var filter: [UInt64] = []

    /// Adds a fingerprint; false when it was there, or may have been.
    mutating func insert(_ print: UInt64) -> Bool {
        guard filter.isEmpty else { return addToFilter(print) }
        let isNew = exact.insert(print).inserted
        if exact.count >= Limits.ticketsExactMax { grow() }
        return isNew
    }

    private mutating func grow() {
        filter = [UInt64](repeating: 0, count: Limits.ticketFilterBytes / 8)
        for print in exact { _ = addToFilter(print) }
        exact = []
    }

    private mutating func addToFilter(_ print: UInt64) -> Bool {
        var place = Self.mixed(print)
        let step = Self.mixed(place) | 1
        var isNew = false
        for _ in 0..<Limits.ticketFilterProbes {
            let bit = place.multipliedFullWidth(by: UInt64(filter.count * 64)).high
            let (word, mask) = (Int(bit / 64), UInt64(1) << (bit % 64))
            if filter[word] & mask == 0 {
                filter[word] |= mask
                isNew = true
            }
            place &+= step
        }
        return isNew
    }

    /// Spreads a fingerprint over all its bits.
    private static func mixed(_ print: UInt64) -> UInt64 {
        var mixed = print
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
