import Foundation
import Intake
import Testing

/// A small loan book with known sums, to be written down in any layout.
struct InventedBook {
    struct Person {
        let id: Int
        let name: String
        let document: String
        let phone: String
    }

    struct Credit {
        let id: Int
        let person: Int
        let principal: Int
        let rate: Int
        let count: Int
        let isClosed: Bool
        var paid = 0
        var total: Int { principal * (100 + rate) / 100 }
        var installment: Int { total / count }
        var balance: Int { total - paid }
        var start: Int { id % 40 }
    }

    struct Receipt {
        let id: Int
        let credit: Int
        let person: Int
        let day: Int
        let amount: Int
        let balance: Int
    }

    private(set) var people: [Person] = []
    private(set) var credits: [Credit] = []
    private(set) var receipts: [Receipt] = []

    /// A book of `count` people; with `many` each has up to two loans, of which the earlier are paid.
    init(seed: Int, people count: Int = 40, many: Bool = true) {
        var state = UInt64(seed) &* 6_364_136_223_846_793_005 &+ 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let first = ["Ana", "Luis", "Marta", "Jose", "Rosa", "Pedro", "Clara", "Hugo"]
        let last = ["Rojas", "Silva", "Mora", "Leon", "Cruz", "Vega", "Soto"]
        for id in 1...count {
            let document = String(10_000_000 + id * 104_729 + next(5_000))
            let phone = "31" + String(10_000_000 + next(80_000_000))
            people.append(
                Person(
                    id: id,
                    name: "\(first[next(8)]) \(last[next(7)]) \(last[next(7)])",
                    document: document,
                    phone: phone
                )
            )
            let loans = many ? 1 + next(2) : 1
            for number in 1...loans {
                let isClosed = number < loans || next(4) == 0
                add(
                    person: id,
                    principal: (1 + next(9)) * 100_000,
                    count: [10, 20, 25][next(3)],
                    isClosed,
                    share: 1 + next(7)
                )
            }
        }
    }

    private mutating func add(person: Int, principal: Int, count: Int, _ isClosed: Bool, share: Int) {
        var credit = Credit(
            id: credits.count + 1,
            person: person,
            principal: principal,
            rate: [10, 20, 25][principal / 100_000 % 3],
            count: count,
            isClosed: isClosed
        )
        for number in 0..<(isClosed ? count : min(count - 1, share)) {
            credit.paid += credit.installment
            receipts.append(
                Receipt(
                    id: receipts.count + 1,
                    credit: credit.id,
                    person: person,
                    day: credit.start + number + 1,
                    amount: credit.installment,
                    balance: credit.balance
                )
            )
        }
        credits.append(credit)
    }

    /// What an inspection must find.
    var totals: InspectedTotals {
        var totals = InspectedTotals()
        totals.customers = people.count
        totals.loans = credits.count
        totals.activeLoans = credits.count { !$0.isClosed }
        totals.principal = Int64(credits.reduce(0) { $0 + $1.principal }) * 100
        totals.outstanding = Int64(credits.filter { !$0.isClosed }.reduce(0) { $0 + $1.balance }) * 100
        totals.payments = receipts.count
        totals.paid = Int64(receipts.reduce(0) { $0 + $1.amount }) * 100
        return totals
    }

    /// The day as `yyyy-MM-dd`; days count from 2026-01-05.
    static func iso(_ day: Int) -> String {
        let (month, date) = parts(day)
        return "2026-\(two(month))-\(two(date))"
    }

    /// The day as `dd/MM/yyyy`.
    static func slashed(_ day: Int) -> String {
        let (month, date) = parts(day)
        return "\(two(date))/\(two(month))/2026"
    }

    /// The day as `5-mar-26`.
    static func short(_ day: Int) -> String {
        let (month, date) = parts(day)
        return "\(date)-\(months[month - 1].prefix(3))-26"
    }

    /// The day as `5 de marzo de 2026`.
    static func spoken(_ day: Int) -> String {
        let (month, date) = parts(day)
        return "\(date) de \(months[month - 1]) de 2026"
    }

    private static let months = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio"]

    /// The noon of the day in Bogota, in milliseconds since 1970.
    static func milliseconds(_ day: Int) -> Int { (1_767_632_400 + day * 86_400) * 1_000 }

    /// An amount as people write it.
    static func grouped(_ amount: Int) -> String {
        var digits = Array(String(amount).reversed())
        var at = 3
        while at < digits.count {
            digits.insert(".", at: at)
            at += 4
        }
        return String(digits.reversed())
    }

    private static func parts(_ day: Int) -> (month: Int, day: Int) {
        var rest = day + 4
        for (index, length) in [31, 28, 31, 30, 31, 30].enumerated() {
            if rest < length { return (index + 1, rest + 1) }
            rest -= length
        }
        return (7, rest + 1)
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

/// Writes tables as SQL.
struct TableText {
    private(set) var statements: [String] = []

    /// Adds a table with its rows.
    mutating func add(_ table: String, _ columns: String, _ rows: [[Any?]]) {
        statements.append("CREATE TABLE \"\(table)\" (\(columns))")
        for start in stride(from: 0, to: rows.count, by: 100) {
            let values = rows[start..<min(start + 100, rows.count)].map { row in
                "(" + row.map(Self.literal).joined(separator: ", ") + ")"
            }
            statements.append("INSERT INTO \"\(table)\" VALUES \(values.joined(separator: ", "))")
        }
    }

    private static func literal(_ value: Any?) -> String {
        switch value {
        case nil: "NULL"
        case let number as Int: String(number)
        case let number as Double: String(number)
        case let text as String: "'\(text.replacing("'", with: "''"))'"
        default: "NULL"
        }
    }
}
