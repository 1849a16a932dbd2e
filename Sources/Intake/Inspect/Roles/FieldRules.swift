/// Which words of a column's name speak for which field, by the part its table plays.
///
/// A line: field, weight in hundredths, the words that must all be there, and after `-` words that must not.
struct FieldRule {
    let field: DraftField
    let weight: Double
    let all: [Word]
    let none: Set<Word>

    /// The rules of a part.
    static func of(_ part: TablePart) -> [FieldRule] { table[part] ?? [] }

    private static let table: [TablePart: [FieldRule]] = [
        .customers: parse(customers), .loans: parse(loans), .payments: parse(payments),
        .installments: parse(installments), .settlements: parse(settlements), .box: parse(box),
    ]

    private static func parse(_ lines: String) -> [FieldRule] {
        lines.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard words.count > 2, let field = DraftField(rawValue: words[0]), let weight = Double(words[1]) else {
                return nil
            }
            let all = words[2...].prefix { $0 != "-" }.compactMap(Word.init(rawValue:))
            let none = words[2...].drop { $0 != "-" }.dropFirst().compactMap(Word.init(rawValue:))
            return FieldRule(field: field, weight: weight / 100, all: all, none: Set(none))
        }
    }

    private static let customers = """
        id 90 id - loan payment phone document route collector staff order installment
        id 80 customer id
        name 96 name - collector staff route guarantor photo
        name 92 name customer
        name 84 customer - id code count address phone document status kind loan amount balance date photo
        surname 96 surname
        document 96 document - guarantor photo kind
        document 85 id count - loan payment order customer
        document 96 document customer - guarantor photo
        phone 96 phone - collector guarantor
        phone 94 phone customer
        address 96 address
        address 94 address customer
        notes 85 notes - reason
        collector 85 collector
        route 90 route
        visit_order 85 order
        group 75 group
        rating 75 rating
        """

    private static let loans = """
        id 95 id loan - customer payment renewal kind installment
        id 88 id - customer payment renewal phone document route collector staff order kind installment
        id 60 loan - customer payment renewal amount balance date rate
        customer 95 customer id - loan name phone
        customer 80 customer - name phone address kind status loan
        customer 62 document
        principal 96 principal - rate balance interest paid after date
        principal 97 amount principal - balance paid
        principal 93 amount lent
        principal 93 amount loan - balance paid total interest date installment
        principal 88 lent - date count
        principal 76 amount - installment paid late interest balance total after commission insurance discount expense payment
        principal 62 loan - id code date count status customer kind
        interest 92 interest amount - late rate paid
        interest 88 profit - rate
        interest 66 interest - late rate paid
        total 96 total payment - count paid
        total 92 amount total - installment count paid interest balance
        total 90 amount payment - installment last paid
        total 88 amount end
        total 88 total - count paid installment interest balance loan
        total 80 total loan - count paid
        total 78 total principal interest
        total 62 total balance
        total 60 balance start
        flat_rate 97 rate interest - late
        flat_rate 92 rate - late commission
        flat_rate 72 interest - late amount
        installment 97 amount installment - count paid late first last
        installment 84 installment - count paid late date due id first last
        installment 70 installments amount
        installment_count 97 count installment - paid late balance date
        installment_count 97 count installments - paid late balance
        installment_count 84 installments - paid late balance amount
        installment_count 80 count payments
        installment_count 78 count payment - amount
        installment_count 60 term - days
        installment_count 55 count term
        term_days 97 term days
        term_days 76 term - date
        term_days 66 days - late paid
        frequency 96 frequency - late
        frequency 60 kind payment
        frequency 60 method payment
        disbursed_on 96 date loan - end due last paid
        disbursed_on 96 date start - end
        disbursed_on 94 date lent
        disbursed_on 82 start - amount balance
        disbursed_on 70 date - end due last payment closed updated deleted void next first
        disbursed_on 55 created - staff
        first_due_on 92 date first - loan
        first_due_on 90 date first installment
        first_due_on 90 date first payment
        last_due_on 94 date due - first
        last_due_on 86 due - first
        last_due_on 94 date end
        last_due_on 80 end - amount
        last_payment_on 96 date last payment
        last_payment_on 90 last payment - amount
        closed_on 92 date closed
        closed_on 70 closed
        balance 97 balance - before start late
        balance 97 amount balance - late
        balance 97 total balance
        balance 97 balance loan
        paid 96 total paid - count
        paid 96 amount paid - installment count last
        paid 90 paid - count date last installment total
        paid 78 payments - count
        paid 74 collected
        status 96 status
        status 90 status loan
        status 50 active
        late_interest_owed 92 late interest - paid rate
        late_interest_owed 62 late - count days rate paid date installments
        renewal_of 94 renewal loan
        renewal_of 94 renewal id
        renewal_of 80 renewal
        collector 88 collector
        collector 84 collector id
        route 88 route
        route 88 route id
        """

    private static let payments = """
        ticket 97 ticket - loan
        ticket 90 ticket payment
        ticket 72 id payment - loan customer
        ticket 66 id - loan customer installment route collector staff method
        ticket 70 code payment
        loan 97 loan id - payment
        loan 86 loan - amount balance date total status
        customer 95 customer id
        customer 80 customer - name phone
        customer 60 document
        installment_ref 92 installment id
        installment_ref 70 installment - amount
        installment_ref 60 installments
        amount 98 amount payment - after before
        amount 95 amount paid - before
        amount 93 amount collected
        amount 90 amount - installment balance after before late interest principal total discount
        amount 86 payment - date id count kind method status time
        amount 84 paid - date
        amount 78 collected
        amount 70 amount installment - balance
        amount 60 total - balance
        date 98 date payment - time
        date 90 date - due created updated deleted void start loan end
        date 90 date collected
        date 86 paid
        date 80 payment - time
        date 80 collected
        date 76 date created
        date 70 created
        date 60 time - updated
        time 95 time - date
        time 95 hour
        balance_after 98 balance after
        balance_after 90 balance - before
        balance_after 70 after - date
        """

    private static let installments = """
        id 90 id - loan customer payment
        id 90 id installment - loan
        loan 97 loan id
        loan 86 loan - amount balance date
        number 92 count installment
        number 80 count
        number 75 installment - amount date due paid
        number 70 order
        due_on 95 date due
        due_on 90 due
        due_on 70 date - payment paid
        due_amount 97 amount installment - paid
        due_amount 88 amount - paid balance interest principal late
        due_amount 80 installment - count
        due_amount 70 total
        paid_amount 97 amount paid
        paid_amount 94 amount payment
        paid_amount 88 paid - date
        paid_amount 80 payment - date
        paid_on 97 date payment
        paid_on 97 date paid
        paid_on 88 payment
        paid_on 80 paid
        status 96 status
        ticket 90 ticket
        """

    private static let settlements = """
        number 80 id
        date 92 date
        collected 95 collected
        collected 85 total payments
        lent 95 lent
        lent 75 loan
        expenses 95 expense
        closing 95 box closing
        closing 90 closing
        closing 80 balance end
        closing 78 balance
        opening 80 opening
        portfolio 85 portfolio
        payments_count 85 count payments
        """

    private static let box = """
        date 85 date
        cash 90 balance
        cash 85 box - id
        cash 80 amount
        """
}

/// The part a table may play.
enum TablePart: String, CaseIterable {
    case customers, loans, payments, installments, settlements, box
}

/// A field of the draft; the raw values are the profile's own, but for those of instalments, which become others.
enum DraftField: String, CaseIterable {
    case id, number, name, surname, document, phone, address, notes, collector, group, rating, route
    case visitOrder = "visit_order"
    case customer, principal, interest, total, installment, frequency, balance, paid, status
    case flatRate = "flat_rate"
    case installmentCount = "installment_count"
    case termDays = "term_days"
    case disbursedOn = "disbursed_on"
    case firstDueOn = "first_due_on"
    case lastDueOn = "last_due_on"
    case lastPaymentOn = "last_payment_on"
    case closedOn = "closed_on"
    case lateInterestOwed = "late_interest_owed"
    case renewalOf = "renewal_of"
    case loan, amount, date, time, ticket
    case balanceAfter = "balance_after"
    case installmentRef = "installment_ref"
    case dueOn = "due_on"
    case dueAmount = "due_amount"
    case paidAmount = "paid_amount"
    case paidOn = "paid_on"
    case collected, lent, expenses, closing, opening, portfolio, cash
    case paymentsCount = "payments_count"
}
