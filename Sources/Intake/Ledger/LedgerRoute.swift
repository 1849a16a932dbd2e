import Lending

/// One route of a stage: its customers with their loans and payments, one customer at a time.
struct LedgerRoute {
    /// The route as its rows name it; empty where they name none.
    let route: String
    let stage: LedgerStage
    private let loansOf: StageStatement
    private let paymentsOfLoan: StageStatement
    private let paymentsOfCustomer: StageStatement
    private let isHole: StageStatement

    init(_ route: String, of stage: LedgerStage) throws {
        self.route = route
        self.stage = stage
        let database = stage.database
        loansOf = try database.prepare(
            """
            SELECT l.key, l.row FROM loan l JOIN customer c ON c.key = l.customer
            WHERE l.customer = ?1 AND coalesce(l.route, c.route, '') = ?2 ORDER BY l.seq
            """
        )
        let order = "ORDER BY day, second, seq"
        paymentsOfLoan = try database.prepare("SELECT row FROM payment WHERE loan = ?1 \(order)")
        paymentsOfCustomer = try database.prepare(
            "SELECT row FROM payment WHERE loan IS NULL AND customer = ?1 \(order)"
        )
        isHole = try database.prepare("SELECT 1 FROM hole WHERE customer = ?1")
    }

    /// The number of its customers.
    func customersCount() throws -> Int {
        try stage.database.prepare("SELECT count(*) FROM member WHERE route = ?1")
            .first([.text(route)]) { Int($0.integer(0)) } ?? 0
    }

    /// Hands over its customers in the order of the source.
    func eachCustomer(_ body: (LedgerCustomer) throws -> Void) throws {
        let members = try stage.database.prepare(
            """
            SELECT c.key, c.row, m.is_first FROM member m JOIN customer c ON c.seq = m.customer
            WHERE m.route = ?1 ORDER BY m.customer
            """
        )
        var labels: Set<String> = []
        try members.run([.text(route)]) { statement in
            guard let key = statement.text(0) else { return }
            let row = row(.customers, statement, 1)
            let isFirst = statement.integer(2) == 1
            try body(customer(key, row, isFirst: isFirst, labels: &labels))
        }
    }

    private func customer(
        _ key: String,
        _ row: MappedRow,
        isFirst: Bool,
        labels: inout Set<String>
    ) throws -> LedgerCustomer {
        let number = row.integer(.number) ?? row.number
        var label = String(number)
        if !labels.insert(label).inserted {
            label = "\(number)-\(row.number)"
            labels.insert(label)
        }
        let client = ClientRow(
            row: row,
            key: key,
            label: label,
            document: row.text(.document),
            ownsPayments: true
        )
        var loans: [LedgerLoan] = []
        try loansOf.run([.text(key), .text(route)]) { statement in
            guard let key = statement.text(0) else { return }
            loans.append(LedgerLoan(key: key, row: self.row(.loans, statement, 1)))
        }
        for index in loans.indices {
            try paymentsOfLoan.run([.text(loans[index].key)]) {
                loans[index].payments.append(self.row(.payments, $0, 0))
            }
        }
        var others: [MappedRow] = []
        if isFirst { try paymentsOfCustomer.run([.text(key)]) { others.append(self.row(.payments, $0, 0)) } }
        let hasHoles = try isHole.first([.text(key)]) { _ in true } ?? false
        return LedgerCustomer(client: client, loans: loans, others: others, hasHoles: hasHoles)
    }

    private func row(_ record: SourceRecord, _ statement: StageStatement, _ column: Int32) -> MappedRow {
        statement.withBytes(column) { bytes in
            stage.coders[record]?.decode(bytes) ?? MappedRow(number: 0, values: [], slots: [])
        }
    }
}

/// A customer with all that the source holds of them on one route.
struct LedgerCustomer {
    let client: ClientRow
    /// Their loans, in the order of the source.
    var loans: [LedgerLoan]
    /// Payments that name the customer and no loan, in order of time.
    let others: [MappedRow]
    /// Whether some of their rows could not be read.
    let hasHoles: Bool
}

/// A loan as its row says, with the rows of the payments that name it.
struct LedgerLoan {
    let key: String
    let row: MappedRow
    /// In order of time.
    var payments: [MappedRow] = []
}

extension LedgerStage {
    /// The routes that its rows name, in name order.
    func routes() throws -> [String] {
        var names: [String] = []
        try database.prepare("SELECT DISTINCT route FROM member ORDER BY route").run { names.append($0.text(0) ?? "") }
        return names.isEmpty ? [""] : names
    }

    /// Rows that link to nothing: loans of customers who are not there, and payments of neither.
    func strays() throws -> (loans: Int, payments: Int) {
        let loans = try database.prepare(
            "SELECT count(*) FROM loan l WHERE NOT EXISTS (SELECT 1 FROM customer c WHERE c.key = l.customer)"
        ).first { Int($0.integer(0)) }
        let payments = try database.prepare(
            """
            SELECT count(*) FROM payment p
            WHERE CASE WHEN p.loan IS NULL THEN NOT EXISTS (SELECT 1 FROM customer c WHERE c.key = p.customer)
              ELSE NOT EXISTS (SELECT 1 FROM loan l JOIN customer c ON c.key = l.customer WHERE l.key = p.loan) END
            """
        ).first { Int($0.integer(0)) }
        return (loans ?? 0, payments ?? 0)
    }
}
