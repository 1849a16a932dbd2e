/// Limits of a simulation.
enum Limits {
    /// Folders of one lender; beyond this a directory listing itself becomes slow.
    static let routes = 1...10_000
    /// SQLite looks through its list of tables for each table made, so more clients in one file cost their square.
    static let clientsPerRoute = 1...2_000
    /// Four years of history.
    static let days = 1...1_461
    /// Each night is a whole copy of the book.
    static let nightsMax = 60
    /// Loans asked for at most.
    static let loans = 1...5_000_000
    /// Bound on a loan's payments.
    static let paymentsPerLoan = 1...200
}
