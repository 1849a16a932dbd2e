import Lending

/// The rows of a source that holds its loans as rows, read once and put in order by route, customer and loan.
///
/// It holds them in a private database, so memory does not grow with the source.
final class LedgerStage {
    /// A row that is staged and whose place is kept for findings.
    enum Table: String {
        case customer, loan, payment
    }

    let source: RouteSource
    let database: StageDatabase
    /// What was read and what was not.
    private(set) var tally = Tally()
    /// The latest day among the fields that the profile looks for the business day in.
    private(set) var stated: [BusinessDateRule.Day: Set<CivilDate>] = [:]
    let coders: [SourceRecord: RowCoder]
    private let people: StagedCustomers

    /// Counts of what was staged.
    struct Tally {
        var customerRows = 0
        var loanRows = 0
        var paymentRows = 0
        /// Rows that came before, by record.
        var repeated: [SourceRecord: Int] = [:]
        /// Rows left out by a condition of the profile, by record.
        var leftOut: [SourceRecord: Int] = [:]
        /// Loans that the source says never were.
        var cancelled = 0
        /// Rows without a cell that is mapped.
        var empty = 0
        /// Some rows could not be read and cannot be told whose they are.
        var hasUnknownHoles = false
    }

    /// Reads all rows of `source`; what cannot be read goes to `rejects`.
    /// - Throws: ``IntakeError``.
    init(_ source: RouteSource, rejects: inout Rejects) throws {
        self.source = source
        database = try source.stage()
        coders = source.profile.records.mapValues(RowCoder.init)
        try database.execute(
            """
            CREATE TABLE loan (
              seq INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, customer TEXT NOT NULL, route TEXT, row BLOB NOT NULL
            );
            CREATE TABLE payment (
              seq INTEGER PRIMARY KEY, loan TEXT, customer TEXT, day INTEGER NOT NULL, second INTEGER NOT NULL,
              row BLOB NOT NULL
            );
            CREATE TABLE hole (customer TEXT PRIMARY KEY) WITHOUT ROWID;
            BEGIN
            """
        )
        let keys = LedgerKeys(source.profile)
        people = try StagedCustomers(keys, coders[.customers], in: database)
        try fillCustomers(keys, &rejects)
        try fillLoans(keys, &rejects)
        try fillPayments(keys, &rejects)
        try index()
        say()
    }

    private func fillCustomers(_ keys: LedgerKeys, _ rejects: inout Rejects) throws {
        try fill(.customers, &rejects) { row, place, rejects in
            self.tally.customerRows += 1
            guard try self.people.add(row, route: self.route(row), at: place) else {
                rejects.addRow("is empty, so nothing can be linked to the row", column: "key", at: place)
                self.tally.hasUnknownHoles = true
                return
            }
        } hole: { raw, mapper in
            keys.customer(ofRejected: raw, mapper)
        }
    }

    private func fillLoans(_ keys: LedgerKeys, _ rejects: inout Rejects) throws {
        let sql = "INSERT OR IGNORE INTO loan (key, customer, route, row) VALUES (?1, ?2, ?3, ?4)"
        let insert = try database.prepare(sql)
        try fill(.loans, &rejects) { row, place, rejects in
            self.tally.loanRows += 1
            guard !LedgerTerms.isCancelled(row) else {
                self.tally.cancelled += 1
                return
            }
            // Required by the language of profiles, so it is there.
            let named = row.text(.customer).flatMap(keys.customer)
            guard let customer = try self.people.key(ofRowAt: place) ?? named else { return }
            let own = keys.loan(row)
            let made = own ?? LedgerKeys.made(customer, row)
            var key = made
            var count = 1
            repeat {
                try insert.run([.text(key), .text(customer), self.route(row), .bytes(self.encoded(.loans, row))])
                count += 1
                key = "\(made)~\(count)"
                // A row without a key of its own is another loan, unless the profile calls equal rows one.
            } while insert.changes == 0 && own == nil
            if insert.changes == 0 { self.tally.repeated[.loans, default: 0] += 1 }
        } hole: { raw, mapper in
            if case .text(let text)? = mapper.value(of: .customer, in: raw) { keys.customer(text) } else { nil }
        }
    }

    private func fillPayments(_ keys: LedgerKeys, _ rejects: inout Rejects) throws {
        let sql = "INSERT INTO payment (loan, customer, day, second, row) VALUES (?1, ?2, ?3, ?4, ?5)"
        let insert = try database.prepare(sql)
        let owner = try database.prepare("SELECT customer FROM loan WHERE key = ?1")
        try fill(.payments, &rejects) { row, place, rejects in
            self.tally.paymentRows += 1
            // Required by the language of profiles, so they are there.
            guard let day = row.date(.date) else { return }
            let loan = row.text(.loan).flatMap(keys.loan)
            let named = row.text(.customer).flatMap(keys.customer)
            let customer = try self.people.key(ofRowAt: place) ?? named
            guard loan != nil || customer != nil else {
                rejects.addRow("is empty, so it is not known whose payment it is", column: "loan", at: place)
                self.tally.hasUnknownHoles = true
                return
            }
            try insert.run([
                Self.optional(loan), Self.optional(customer), .integer(Int64(day.dayNumber)),
                .integer(row.time(.time).map { Int64($0.secondOfDay) } ?? -1), .bytes(self.encoded(.payments, row)),
            ])
        } hole: { raw, mapper in
            if case .text(let text)? = mapper.value(of: .loan, in: raw), let loan = keys.loan(text),
                let customer = try owner.first([.text(loan)], { $0.text(0) })
            {
                return customer
            }
            if case .text(let text)? = mapper.value(of: .customer, in: raw) { return keys.customer(text) }
            return nil
        }
    }

    /// Reads the rows of one record; `hole` tells whose a row is that cannot be read.
    private func fill(
        _ record: SourceRecord,
        _ rejects: inout Rejects,
        _ take: (MappedRow, SourcePlace, inout Rejects) throws -> Void,
        hole: (RawRow, RowMapper) throws -> String?
    ) throws {
        let mark = try database.prepare("INSERT OR IGNORE INTO hole VALUES (?1)")
        let days = source.profile.businessDate.days.filter { $0.record == record }
        for table in source.tables(of: record) {
            let left = try source.rows(record, in: table) { raw, mapper in
                let place = SourcePlace(file: table.reader.fileName, table: table.name, row: raw.number)
                switch mapper.map(raw) {
                case .rejected(let issues):
                    guard !Self.isEmpty(raw) else {
                        tally.empty += 1
                        return
                    }
                    rejects.add(issues, extent: .row, at: place)
                    // The day of a row counts also where its amount cannot be read.
                    for day in days {
                        if case .date(let found)? = mapper.value(of: day.field, in: raw) { note(found, as: day) }
                    }
                    if let owner = try hole(raw, mapper) {
                        try mark.run([.text(owner)])
                    } else {
                        tally.hasUnknownHoles = true
                    }
                case .row(let row, let issues):
                    guard !Self.isEmpty(raw) else {
                        tally.empty += 1
                        return
                    }
                    if !issues.isEmpty { rejects.add(issues, extent: .cell, at: place) }
                    for day in days { row.date(day.field).map { note($0, as: day) } }
                    try take(row, place, &rejects)
                }
            }
            tally.repeated[record, default: 0] += left.repeated
            tally.leftOut[record, default: 0] += left.byCondition
        }
    }

    private func note(_ found: CivilDate, as day: BusinessDateRule.Day) {
        stated[day, default: []].insert(found)
    }

    /// Spreadsheets are full of rows in which nothing stands.
    private static func isEmpty(_ raw: RawRow) -> Bool {
        raw.values.allSatisfy { $0 == .null }
    }

    private func encoded(_ record: SourceRecord, _ row: MappedRow) -> [UInt8] {
        coders[record]?.encode(row) ?? []
    }

    /// The route of a row; none where the profile names routes by their folders.
    private func route(_ row: MappedRow) -> StageStatement.Value {
        Self.optional(source.profile.routeNaming == .field ? row.text(.route) : nil)
    }

    private static func optional(_ text: String?) -> StageStatement.Value {
        text.map { .text($0) } ?? .null
    }

    private func index() throws {
        try people.join()
        try database.execute(
            """
            CREATE INDEX loan_by_customer ON loan (customer, seq);
            CREATE INDEX payment_by_loan ON payment (loan, day, second, seq);
            CREATE INDEX payment_by_customer ON payment (customer, day, second, seq) WHERE loan IS NULL;
            CREATE TABLE member (
              route TEXT NOT NULL, customer INTEGER NOT NULL, is_first INTEGER NOT NULL, PRIMARY KEY (route, customer)
            ) WITHOUT ROWID;
            INSERT OR IGNORE INTO member
              SELECT coalesce(l.route, c.route, ''), c.seq, 0 FROM loan l JOIN customer c ON c.key = l.customer;
            INSERT OR IGNORE INTO member
              SELECT coalesce(c.route, ''), c.seq, 0 FROM customer c
              WHERE NOT EXISTS (SELECT 1 FROM loan l WHERE l.customer = c.key);
            CREATE INDEX member_by_customer ON member (customer, route);
            UPDATE member SET is_first = 1
              WHERE route = (SELECT min(o.route) FROM member o WHERE o.customer = member.customer);
            COMMIT
            """
        )
    }

    /// Tells the owner what was left out on purpose.
    private func say() {
        for record in [SourceRecord.customers, .loans, .payments] {
            let (repeated, left) = (tally.repeated[record] ?? 0, tally.leftOut[record] ?? 0)
            // One customer stands in as many rows as there are loans of theirs, where both share a table.
            if repeated > 0, record != .customers {
                source.note("\(repeated) rows of \(record.rawValue) stand there more than once and were taken once.")
            }
            if left > 0 {
                source.note("\(left) rows of \(record.rawValue) were left out by the profile's conditions.")
            }
        }
        if tally.cancelled > 0 {
            source.note("\(tally.cancelled) loans are cancelled in the source and were left out.")
        }
    }
}

extension [BusinessDateRule] {
    /// The days that the rules look at.
    var days: [BusinessDateRule.Day] {
        flatMap { rule -> [BusinessDateRule.Day] in
            switch rule {
            case .field(let day): [day]
            case .latest(let days): days
            case .fileModified: []
            }
        }
    }
}
