/// Makes a draft of what the search and the arithmetic found.
struct DraftBuilder {
    let scans: [TableScan]
    let relations: [Relation]
    let search: BookSearch
    let shape: BookShape
    var draft = Draft()
    /// Columns that tell one customer and one loan from another, in their own tables.
    var customerKey: [Int] = []
    var loanKey: [Int] = []
    /// Columns of the loans that hold keys of others, or are keys: never amounts.
    var loanKeys: Set<Int> = []
    var paymentLink: LinkResolver?
    var paymentChoice: PaymentChoice?
    var loanChoice = LoanArithmetic.Choice()

    init(_ scans: [TableScan], _ relations: [Relation], _ search: BookSearch) {
        self.scans = scans
        self.relations = relations
        self.search = search
        shape = search.best()
    }

    /// The draft.
    /// - Throws: ``IntakeError`` when a table cannot be read.
    mutating func build() throws -> Draft {
        chooseKeys()
        let evidence = try weighPayments()
        if shape.loans != nil { buildLoans(evidence) }
        if shape.customers != nil { buildCustomers() }
        if shape.payments != nil { try buildPayments() }
        buildOthers()
        settleReading()
        return draft
    }

    /// Which columns name one customer and one loan.
    private mutating func chooseKeys() {
        if let customers = shape.customers {
            switch shape.loanToCustomer {
            case .direct(let relation): customerKey = [relation.parent.column]
            case .through(_, let second): customerKey = [second.parent.column]
            case .sameRow, nil: customerKey = customerKeyInRow(customers)
            }
            customerKey = widened(customerKey, customers)
        }
        guard let loans = shape.loans else { return }
        switch shape.paymentToLoan {
        case .direct(let relation): loanKey = [relation.parent.column]
        case .through(_, let second): loanKey = [second.parent.column]
        case .sameRow: loanKey = loanKeyInPaymentRow(loans)
        case nil: loanKey = search.fields[loans][.loans]?[.id].map { [$0.column] } ?? customerKey(in: loans)
        }
        loanKey = widened(loanKey, loans)
        if shape.paymentToLoan == nil, let key = loanKey.first, !scans[loans].columns[key].isKey,
            shape.customers == loans,
            let unique = scans[loans].columns.firstIndex(where: { $0.isKey && $0.words.has(.id) })
        {
            loanKey = [unique]
        }
        loanKeys = Set(loanKey)
        if shape.customers == loans { loanKeys.formUnion(customerKey) }
        for relation in relations where relation.child.table == loans && relation.names > 0.5 {
            loanKeys.insert(relation.child.column)
        }
    }

    /// Keys of nested rows that count from zero in each parent are told apart by the parent as well.
    private func widened(_ key: [Int], _ table: Int) -> [Int] {
        guard key.count == 1, scans[table].columns[key[0]].name == "_id", !scans[table].columns[key[0]].isKey,
            let parent = scans[table].index(of: "_parent")
        else { return key }
        return [parent] + key
    }

    private func customerKey(in table: Int) -> [Int] {
        shape.customers == table ? customerKey : []
    }

    private func customerKeyInRow(_ table: Int) -> [Int] {
        let fits = FieldFits.of(scans[table], as: .customers)
        let columns = scans[table].columns
        let isOwn = shape.loans != table && shape.payments != table
        if isOwn, let id = fits.first(where: { $0.field == .id && columns[$0.column].isKey }) { return [id.column] }
        if let id = fits.first(where: { $0.field == .id && columns[$0.column].words.has(.customer) }) {
            return [id.column]
        }
        if let document = fits.first(where: { $0.field == .document && $0.score > 0.5 }),
            Double(columns[document.column].empty) < 0.1 * Double(scans[table].rows)
        {
            return [document.column]
        }
        if let name = fits.first(where: { $0.field == .name }) { return [name.column] }
        return fits.first { $0.field == .id }.map { [$0.column] } ?? []
    }

    private func loanKeyInPaymentRow(_ table: Int) -> [Int] {
        if let id = search.fields[table][.payments]?[.loan] { return [id.column] }
        if let id = search.fields[table][.loans]?[.id], !scans[table].columns[id.column].isKey { return [id.column] }
        let started = search.fields[table][.loans]?[.disbursedOn].map { [$0.column] } ?? []
        return customerKeyInRow(table) + started
    }

    /// Adds a question once.
    mutating func ask(_ question: InspectedQuestion?) {
        guard let question, !draft.questions.contains(where: { $0.id == question.id }) else { return }
        draft.questions.append(question)
    }

    /// `table.column` of a column.
    func place(_ table: Int, _ column: Int) -> String { "\(scans[table].name).\(scans[table].columns[column].name)" }

    /// The mapping of `field` to one column, with what was seen as evidence.
    mutating func mapping(
        _ field: DraftField,
        _ table: Int,
        _ column: Int,
        confidence: Double,
        reason: InspectionText? = nil,
        isFraction: Bool = false
    ) -> DraftMapping {
        let choice = TransformChoice(
            field,
            scans[table].columns[column],
            place: place(table, column),
            isFraction: isFraction
        )
        ask(choice.question)
        let name = scans[table].columns[column].name
        let why = reason ?? InspectionText(es: "el nombre \(name) lo dice", en: "its name \(name) says so")
        return DraftMapping(
            field: field,
            columns: [name],
            transform: choice.transform,
            confidence: confidence,
            evidence: InspectionText(es: "\(why.es); \(choice.seen.es)", en: "\(why.en); \(choice.seen.en)")
        )
    }

    /// A mapping of the columns of a key.
    func keyMapping(_ field: DraftField, _ table: Int, _ columns: [Int], reason: InspectionText) -> DraftMapping {
        DraftMapping(
            field: field,
            columns: columns.map { scans[table].columns[$0].name },
            transform: field == .document ? .identity : .text,
            confidence: 0.9,
            evidence: reason
        )
    }
}
