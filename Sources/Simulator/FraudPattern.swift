public import Lending

/// A way of stealing from a route that leaves its mark in the two backup files.
public enum FraudPattern: String, CaseIterable, Hashable, Sendable {
    /// The client pays an instalment, half of it is booked.
    case partialRecording = "partial_recording"
    /// A client's payment is kept back and booked a visit later with another's money (jineteo).
    case lapping
    /// A client that does not exist borrows and "pays" exactly, always.
    case ghostClient = "ghost_client"
    /// A client who stopped paying is "renewed" without cash, which hides the arrears.
    case ghostRenewal = "ghost_renewal"
    /// A payment of a settled day is deleted.
    case voidAfterClose = "void_after_close"
    /// A payment of a settled day is lowered.
    case editAfterClose = "edit_after_close"
    /// Expenses far above what the route needs, in round amounts.
    case expensePadding = "expense_padding"
    /// A settlement closes short of what it should, and the next one opens from there.
    case shortageRolled = "shortage_rolled"
    /// The day's journal is wiped before the settlement, so its payments are not in it; a second settlement covers the rest.
    case journalWipe = "journal_wipe"
    /// The phone is put back to an earlier backup; days vanish. Needs two nights to show.
    case oldBackupRestored = "old_backup_restored"
    /// The day's payments are typed within minutes late at night.
    case offHoursBatch = "off_hours_batch"
    /// The client pays off, less is booked, and the balance is set to zero all the same.
    case pocketedPayoff = "pocketed_payoff"
    /// One ticket id is printed for two clients.
    case duplicateTicket = "duplicate_ticket"
}

/// One fraud that was planted, and what it left in the files.
public struct PlantedFraud: Hashable, Sendable {
    /// Folder of the route.
    public var route: String
    /// What was done.
    public var pattern: FraudPattern
    /// First day on which it left a mark.
    public var firstDay: CivilDate
    /// Last day on which it left a mark.
    public var lastDay: CivilDate
    /// Key of the client in the files, where it is about one client.
    public var client: String?
    /// Tickets that carry the mark (of deleted payments too).
    public var tickets: [String]
    /// Settlement numbers that carry the mark.
    public var settlements: [Int]
    /// Money that was taken or hidden.
    public var amount: Money
}
