import Lending

/// A client row and its payment table.
struct RouteClient {
    var person: InventedPerson
    /// Row number in the client table.
    var number: Int
    /// Place in the order of visits.
    var position: Int
    var group: String
    var behaviour: Behaviour
    /// How large a capital they are offered.
    var tier: Int
    /// The loan on the client row: the current one, or the last one once paid off.
    var loan: BookedLoan
    var payments: [BookedPayment] = []
    var lastPaymentOn: CivilDate?
    /// Day from which a client who owes nothing borrows again; nil for never.
    var returnsOn: CivilDate?
    var isHidden = false
    var report: String?
    var rating = ""
    /// Late interest owed, in minor units, and the days it was charged for.
    var lateInterest = 0
    var lateDays = 0
    /// A fraud is planted on this client, so no other one is.
    var isClaimed = false

    /// The row as it is before the app's derived columns change; what a person would call "the client's data".
    var isEnded: Bool { loan.balance == 0 }
}

/// A row of a payment table.
struct BookedPayment: Hashable {
    var row: Int32
    var day: Int32
    var second: Int32
    var ticket: Ticket
    /// Minor units.
    var amount: Int
    /// Balance after it, in minor units.
    var balance: Int
}

/// The id printed on a ticket: day and time, then a number from 1000 to 1099.
struct Ticket: Hashable, Comparable {
    var day: Int32
    var second: Int32
    var suffix: Int32

    static func < (left: Ticket, right: Ticket) -> Bool {
        (left.day, left.second, left.suffix) < (right.day, right.second, right.suffix)
    }
}

/// A settlement row.
struct BookedSettlement: Hashable {
    var day: CivilDate
    /// Amounts as the app's floating point holds them.
    var collected: Double
    var lent: Double
    var expenses: Double
    var boxAfter: Double
    /// Money in the street, in minor units.
    var portfolio: Int
    var payments: Int
    /// What was collected, in minor units.
    var collectedUnits: Int
}

/// Money that moved since the last settlement, and the journal of it.
struct OpenTill {
    var collected = 0
    var lent = 0
    var lentFloating = 0.0
    var expenses = 0
    var payments = 0
    var tickets: [Ticket] = []
    var journal: [JournalLine] = []
}

/// A line of the day's journal.
struct JournalLine {
    var second: Int
    var movement: String
    /// Minor units.
    var amount: Int
    var name: String
    var text: String
}

/// Something the collector does at a moment of the day.
struct Stop {
    enum Errand {
        case visit(client: Int)
        case join(person: Int)
        case expense(amount: Int, item: String)
        case settle
    }

    var second: Int
    var errand: Errand
}
