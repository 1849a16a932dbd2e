import Codecs
import Foundation
import Lending
import Simulator
import Testing

@Suite("Simulator")
struct SimulatorTests {
    private func figures(of routes: [WrittenRoute]) -> [String: String] {
        let clients = routes.flatMap(\.clients)
        let payments = routes.flatMap(\.allPayments)
        let settlements = routes.flatMap(\.settlements)
        func money(_ units: Int) -> String { Money(minorUnits: Int64(units)).decimalText }
        return [
            "customers": String(clients.count),
            "hidden": String(clients.count { $0.isHidden }),
            "reported": String(clients.count { $0.isReported }),
            "active_loans": String(clients.count { $0.balance > 0 }),
            "outstanding": money(clients.reduce(0) { $0 + $1.balance }),
            "reconstructible_closed": String(routes.reduce(0) { $0 + $1.reconstructibleClosed }),
            "payments": String(payments.count),
            "paid": money(payments.reduce(0) { $0 + $1.amount }),
            "box_cash": money(routes.reduce(0) { $0 + $1.boxCash }),
            "settlements": String(settlements.count),
            "collected_by_settlements": money(settlements.reduce(0) { $0 + $1.collected }),
        ]
    }

    private func stated(_ object: JSONValue?, _ names: some Sequence<String>) -> [String: String] {
        Dictionary(
            names.map { name in
                (name, object?[name]?.text ?? object?[name]?.integer.map { String($0) } ?? "missing")
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    @Test("the same options give the same bytes, another seed gives others")
    func determinism() throws {
        let scratch = ScratchFolder()
        let options = SimulationOptions(seed: 9, routes: 2, clientsPerRoute: 25, days: 50, dishonesty: .everything)
        var other = options
        other.seed = 10
        let first = try Simulation(options).write(to: scratch.path + "/a")
        let second = try Simulation(options).write(to: scratch.path + "/b")
        let third = try Simulation(other).write(to: scratch.path + "/c")
        #expect(first.nights.map(\.total) == second.nights.map(\.total))
        #expect(first.nights.map(\.total) != third.nights.map(\.total))
        let names = try FileManager.default.subpathsOfDirectory(atPath: scratch.path + "/a")
        #expect(names.count { $0.hasSuffix(".db") } == 4)
        for name in names where name.hasSuffix(".db") || name.hasSuffix(".json") {
            #expect(
                FileManager.default.contentsEqual(
                    atPath: "\(scratch.path)/a/\(name)",
                    andPath: "\(scratch.path)/b/\(name)"
                ),
                "\(name) differs"
            )
        }
    }

    @Test(
        "the truth is what a recount of the files by plain SQL gives",
        arguments: [Dishonesty.none, .everything, .fraction(percent: 60)],
        [UInt64(1), 2, 3]
    )
    func recount(dishonesty: Dishonesty, seed: UInt64) throws {
        let scratch = ScratchFolder()
        let options = SimulationOptions(
            seed: seed,
            routes: 3,
            clientsPerRoute: 40,
            days: 100,
            nights: 2,
            dishonesty: dishonesty
        )
        let summary = try Simulation(options).write(to: scratch.path)
        #expect(summary.nights.map(\.date) == [options.endDate.adding(days: -1), options.endDate])
        for night in summary.nights {
            let bytes = try Data(contentsOf: URL(filePath: night.path + "/truth.json"))
            let truth = try JSONValue.parse([UInt8](bytes))
            let routes = try WrittenRoute.all(in: night.path)
            let counted = figures(of: routes)
            #expect(stated(truth["total"], counted.keys) == counted)
            for (route, object) in zip(routes, truth["routes"]?.elements ?? []) {
                let counted = figures(of: [route])
                #expect(object["name"]?.text == route.name)
                #expect(stated(object, counted.keys) == counted)
            }
        }
    }

    @Test("the changes of a night are what differs between the two backups")
    func changes() throws {
        let scratch = ScratchFolder()
        let options = SimulationOptions(seed: 4, routes: 3, days: 80, nights: 2, dishonesty: .everything)
        let summary = try Simulation(options).write(to: scratch.path)
        let truth = try JSONValue.parse(
            [UInt8](Data(contentsOf: URL(filePath: summary.nights[1].path + "/truth.json")))
        )
        let before = try WrittenRoute.all(in: summary.nights[0].path)
        let after = try WrittenRoute.all(in: summary.nights[1].path)
        for (place, object) in (truth["routes"]?.elements ?? []).enumerated() {
            let changes = object["changes"]
            let old = Dictionary(before[place].allPayments.map { ("\($0.client)/\($0.ticket)", $0.amount) }) { $1 }
            let new = Dictionary(after[place].allPayments.map { ("\($0.client)/\($0.ticket)", $0.amount) }) { $1 }
            let added = new.filter { old[$0.key] == nil }
            #expect(changes?["new_payments"]?.integer == Int64(added.count))
            #expect(
                changes?["new_amount"]?.text
                    == Money(minorUnits: Int64(added.values.reduce(0, +))).decimalText
            )
            func keys(_ name: String) -> Set<String> {
                Set((changes?[name]?.elements ?? []).map { "\($0["client"]?.text ?? "")/\($0["ticket"]?.text ?? "")" })
            }
            #expect(keys("deleted") == Set(old.keys.filter { new[$0] == nil }))
            #expect(keys("edited") == Set(old.keys.filter { new[$0] != nil && new[$0] != old[$0] }))
        }
        #expect(summary.nights[1].frauds.contains { $0.pattern == .voidAfterClose && $0.lastDay == options.endDate })
        #expect(summary.nights[1].frauds.contains { $0.pattern == .editAfterClose && $0.lastDay == options.endDate })
    }

    @Test(
        "the lending rule for histories finds the ended loans that the truth counts",
        arguments: [UInt64(1), 2, 3, 4]
    )
    func histories(seed: UInt64) throws {
        let scratch = ScratchFolder()
        let options = SimulationOptions(seed: seed, routes: 4, days: 130, nights: 2, dishonesty: .everything)
        let summary = try Simulation(options).write(to: scratch.path)
        for night in summary.nights {
            var ended = 0
            for route in try WrittenRoute.all(in: night.path) {
                for client in route.clients {
                    let rows = try (route.payments[client.document] ?? []).map { paid in
                        HistoryRow(
                            amount: Money(minorUnits: Int64(paid.amount)),
                            balanceAfter: Money(minorUnits: Int64(paid.balance)),
                            paidOn: try date(paid.day)
                        )
                    }
                    let current = CurrentLoan(
                        balance: Money(minorUnits: Int64(client.balance)),
                        total: Money(minorUnits: Int64(client.total)),
                        disbursedOn: try date(client.disbursedOn)
                    )
                    ended += LoanHistory(rows: rows, current: current).segments.count { $0.endedBy != .open }
                }
            }
            #expect(ended == night.total.reconstructibleClosed)
        }
    }

    private func date(_ text: String) throws -> CivilDate {
        let parts = text.split(separator: "/").compactMap { Int($0) }
        try #require(parts.count == 3)
        return try #require(CivilDate(year: parts[2], month: parts[1], day: parts[0]))
    }

    @Test("the smallest lenders can be written too")
    func extremes() throws {
        for days in [1, 2, 5, 12] {
            for clients in [1, 2, 7] {
                let scratch = ScratchFolder()
                let options = SimulationOptions(
                    routes: 2,
                    clientsPerRoute: clients,
                    days: days,
                    nights: min(days, 2),
                    dishonesty: .everything,
                    paymentsPerLoanMax: 1
                )
                let night = try #require(try Simulation(options).write(to: scratch.path).nights.last)
                let counted = figures(of: try WrittenRoute.all(in: night.path))
                #expect(counted["payments"] == String(night.total.payments))
                #expect(counted["reconstructible_closed"] == String(night.total.reconstructibleClosed))
            }
        }
    }

    @Test("the files have the tables and columns of the documented layout")
    func layout() throws {
        let scratch = ScratchFolder()
        let summary = try Simulation(SimulationOptions(routes: 1, clientsPerRoute: 10, days: 40)).write(
            to: scratch.path
        )
        let names = try FileManager.default.contentsOfDirectory(atPath: summary.nights[0].path)
        let route = try #require(names.first { $0.hasPrefix("ruta") })
        let admin = WrittenFile(path: "\(scratch.path)/\(route)/admin.db")
        let pagos = WrittenFile(path: "\(scratch.path)/\(route)/pagos.db")
        func columns(_ table: String, _ file: WrittenFile) throws -> String {
            try file.rows("SELECT name FROM pragma_table_info('\(table)')").compactMap { $0[0] }.joined(separator: " ")
        }
        #expect(
            try columns("clientes", admin)
                == """
                codigo nombre cedula telefono cota saldo direccion cobrador posicion fecha plazo observacion modalidad \
                diapago reporte calificacion cantidadprestamos dato1 dato2 dato3 porcentaje alarma grupo descontar_dias
                """
        )
        #expect(try columns("caja", admin) == "codigo fecha saldo entro salio dato1 dato2 dato3")
        #expect(
            try columns("balancesrecogidos", admin)
                == "codigo fecha cobrado totalcalle prestamos gastos otro dato1 dato2 dato3"
        )
        #expect(try columns("android_metadata", pagos) == "locale")
        #expect(try columns("resumendia", pagos) == "codigo fecha hora movimiento valor nombre valor2 texto")
        let tables = try pagos.rows("SELECT name FROM sqlite_master WHERE name GLOB 'a[0-9]*'").compactMap { $0[0] }
        #expect(!tables.isEmpty)
        for table in tables {
            #expect(try columns(table, pagos) == "codigo fecha abono saldo hora identificador")
        }
    }

    @Test("every frequency is there, and texts show the quirks seen in real backups")
    func variety() throws {
        let scratch = ScratchFolder()
        let options = SimulationOptions(seed: 2, routes: 8, clientsPerRoute: 50, days: 120)
        try Simulation(options).write(to: scratch.path)
        let routes = try WrittenRoute.all(in: scratch.path)
        for route in routes {
            #expect(Set(route.clients.map(\.modality)) == Set(WrittenRoute.periodDays.keys))
        }
        func texts(_ sql: String) throws -> [String] {
            try routes.flatMap {
                try WrittenFile(path: "\(scratch.path)/\($0.name)/admin.db").rows(sql).compactMap { $0[0] }
            }
        }
        let balances = try texts("SELECT saldo FROM clientes WHERE saldo <> '0'")
        #expect(balances.contains { $0.hasSuffix(".0") } && balances.contains { !$0.contains(".") })
        #expect(try texts("SELECT otro FROM balancesrecogidos").contains { $0.utf8.count >= 15 })
        let switches = Set(try texts("SELECT dato3 FROM clientes"))
        #expect(switches.isSuperset(of: ["A/A/", "A/D/", "S/D/"]))
        let rates = Set(try texts("SELECT porcentaje FROM clientes"))
        #expect(rates.isSuperset(of: ["10", "20", "25"]))
        #expect(try texts("SELECT descontar_dias FROM clientes").contains { $0 != "0" })
        #expect(routes.flatMap(\.clients).contains { $0.document.utf8.count == 4 })
        #expect(routes.flatMap(\.clients).contains { $0.isHidden })
        #expect(routes.flatMap(\.clients).contains { $0.isReported })
    }

    @Test("an honest route's books close: days, box, balances, tickets", arguments: [UInt64(1), 5, 6])
    func honestIdentities(seed: UInt64) throws {
        let scratch = ScratchFolder()
        try Simulation(SimulationOptions(seed: seed, routes: 2, clientsPerRoute: 45, days: 110)).write(to: scratch.path)
        for route in try WrittenRoute.all(in: scratch.path) {
            var collected: [String: Int] = [:]
            for payment in route.allPayments { collected[payment.day, default: 0] += payment.amount }
            var settled: [String: Int] = [:]
            for settlement in route.settlements { settled[settlement.day, default: 0] += settlement.collected }
            #expect(settled.filter { $0.value > 0 } == collected)
            #expect(route.settlements.reduce(0) { $0 + $1.payments } == route.allPayments.count)
            for (before, after) in zip(route.settlements, route.settlements.dropFirst()) {
                #expect(after.boxAfter == before.boxAfter + after.collected - after.lent - after.expenses)
            }
            #expect(route.settlements.last?.boxAfter == route.boxCash)
            #expect(route.settlements.last?.portfolio == route.clients.reduce(0) { $0 + $1.balance })
            #expect(Set(route.allPayments.map(\.ticket)).count == route.allPayments.count)
            #expect(Set(route.clients.map(\.document)).count == route.clients.count)
            for client in route.clients {
                let paid = route.paymentsOfCurrentLoan(client).reduce(0) { $0 + $1.amount }
                #expect(client.balance == client.total - paid)
            }
        }
    }

    @Test("no payment is dated on a public holiday")
    func holidays() throws {
        let scratch = ScratchFolder()
        try Simulation(SimulationOptions(seed: 3, days: 120)).write(to: scratch.path)
        for payment in try WrittenRoute.all(in: scratch.path).flatMap(\.allPayments) {
            let day = try date(payment.day)
            #expect(!HolidayCalendar.colombia.isHoliday(day))
        }
    }

    @Test("a target of loans is reached, few payments each")
    func target() throws {
        let scratch = ScratchFolder()
        var options = SimulationOptions.large(loans: 3_000)
        options.paymentsPerLoanMax = 5
        var last: SimulationProgress?
        let total = try #require(try Simulation(options).write(to: scratch.path) { last = $0 }.nights.first).total
        #expect(total.tracedLoans >= 3_000)
        #expect(last?.fraction == 1)
        #expect(last?.loans == total.tracedLoans)
        #expect(total.payments <= 5 * total.tracedLoans)
        let routes = try WrittenRoute.all(in: scratch.path)
        #expect(figures(of: routes)["payments"] == String(total.payments))
    }

    @Test("options out of range are refused by name, and a folder with other files is left alone")
    func refusals() throws {
        let scratch = ScratchFolder()
        #expect(throws: SimulationError.optionOutOfRange(name: "routes", value: 0, allowed: 1...10_000)) {
            try Simulation(SimulationOptions(routes: 0)).write(to: scratch.path)
        }
        try FileManager.default.createDirectory(atPath: scratch.path, withIntermediateDirectories: true)
        let letter = scratch.path + "/ruta-letter.txt"
        try Data("mine".utf8).write(to: URL(filePath: letter))
        #expect(throws: SimulationError.self) { try Simulation(SimulationOptions()).write(to: scratch.path) }
        #expect(FileManager.default.fileExists(atPath: letter))
    }
}
