import Intake

extension InventedLayout {
    /// Days with the names of months and years of two digits, and times of a twelve-hour clock.
    static func spoken(_ book: InventedBook, _ tables: inout TableText) {
        tables.add(
            "deudores",
            "id INT, nombre TEXT, cc TEXT, cel TEXT",
            book.people.map { [$0.id, $0.name, $0.document, $0.phone] }
        )
        tables.add(
            "ventas",
            "id INT, deudor INT, fecha_venta TEXT, prestado INT, total INT, cuotas INT, cuota INT, saldo INT",
            book.credits.map {
                [
                    $0.id, $0.person, InventedBook.short($0.start), $0.principal, $0.total, $0.count, $0.installment,
                    $0.balance,
                ]
            }
        )
        tables.add(
            "recaudos",
            "id INT, venta INT, fecha TEXT, hora TEXT, valor INT",
            book.receipts.map { receipt in
                let minute = receipt.id % 50 + 10
                let hour = receipt.id % 3 == 0 ? "12:\(minute) p. m." : "\(receipt.id % 9 + 1):\(minute) a. m."
                return [receipt.id, receipt.credit, InventedBook.spoken(receipt.day), hour, receipt.amount]
            }
        )
    }

    static func list(_ book: InventedBook, _ tables: inout TableText) {
        var rows: [[Any?]] = book.receipts.map { receipt in
            let person = book.people[receipt.person - 1]
            let credit = book.credits[receipt.credit - 1]
            return [
                "R\(receipt.id)", InventedBook.iso(receipt.day), person.name, person.document, credit.id,
                credit.principal,
                credit.total, credit.count, receipt.amount, receipt.balance,
            ]
        }
        rows += rows.prefix(12)
        rows.append(["TOTAL", nil, nil, nil, nil, nil, nil, nil, book.receipts.reduce(0) { $0 + $1.amount }, nil])
        tables.add(
            "listado_pagos",
            "recibo TEXT, fecha TEXT, cliente TEXT, cedula TEXT, credito INT, monto_prestado INT, total_credito INT, cuotas INT, abono INT, saldo INT",
            rows
        )
    }

    static func schedule(_ book: InventedBook, _ tables: inout TableText, isBetween: Bool) {
        tables.add(
            "cliente",
            "id INT, nombres TEXT, dni TEXT, celular TEXT",
            book.people.map {
                [$0.id * 10, $0.name, $0.document, $0.phone]
            }
        )
        tables.add(
            "credito",
            "id INT, id_cliente INT, capital INT, tasa INT, total_pagar INT, fecha_desembolso TEXT, estado TEXT",
            book.credits.map {
                [
                    $0.id + 400, $0.person * 10, $0.principal, $0.rate, $0.total, InventedBook.iso($0.start),
                    $0.isClosed ? "CANCELADO" : "VIGENTE",
                ]
            }
        )
        var due: [[Any?]] = []
        var paid: [[Any?]] = []
        for credit in book.credits {
            for number in 1...credit.count {
                let id = 3_000 + due.count
                let day = InventedBook.iso(credit.start + number)
                let isPaid = number * credit.installment <= credit.paid
                due.append(
                    [id, credit.id + 400, number, day, credit.installment]
                        + (isBetween ? [] : [isPaid ? credit.installment : 0, isPaid ? day : nil])
                )
                if isPaid { paid.append([paid.count + 1, id, credit.installment, day, 0]) }
            }
        }
        let more = isBetween ? "" : ", valor_pagado INT, fecha_pago TEXT"
        tables.add("cuota", "id INT, id_credito INT, numero INT, fecha_vencimiento TEXT, valor INT" + more, due)
        guard isBetween else { return }
        tables.add(
            "pago",
            "id INT, id_cuota INT, valor_pagado INT, fecha TEXT, anulado INT",
            paid
                + paid.prefix(5).map {
                    [88_000, $0[1], $0[2], $0[3], 1]
                }
        )
    }

    static func texts(_ book: InventedBook, _ tables: inout TableText) {
        let money = InventedBook.grouped
        tables.add(
            "CLIENTES",
            "COD TEXT, NOMBRE TEXT, NIT TEXT, TELEFONO TEXT",
            book.people.map {
                ["C\($0.id)", $0.name, $0.document, $0.phone]
            }
        )
        var rows: [[Any?]] = book.credits.map {
            [
                "V\($0.id)", "C\($0.person)", money($0.principal), money($0.total - $0.principal), money($0.total),
                String($0.count), InventedBook.slashed($0.start), money($0.balance),
            ]
        }
        rows.append(["TOTAL", "", money(book.credits.reduce(0) { $0 + $1.principal }), "", "", "", "", ""])
        tables.add(
            "VENTAS",
            "NUM TEXT, COD_CLIENTE TEXT, VALOR TEXT, UTILIDAD TEXT, TOTAL TEXT, NRO_CUOTAS TEXT, FECHA TEXT, SALDO TEXT",
            rows
        )
        var paid: [[Any?]] = book.receipts.map {
            ["R\($0.id)", "V\($0.credit)", InventedBook.slashed($0.day), money($0.amount), "ABONO"]
        }
        paid += book.receipts.prefix(9).map {
            ["X\($0.id)", "V\($0.credit)", InventedBook.slashed($0.day), "0", "NO PAGO"]
        }
        paid.append(["TOTAL", "", "", money(book.receipts.reduce(0) { $0 + $1.amount }), ""])
        tables.add("RECAUDO", "RECIBO TEXT, NUM_VENTA TEXT, F_PAGO TEXT, VALOR TEXT, TIPO TEXT", paid)
    }

    /// Names that say something else than the figures: what adds up decides.
    static func misleading(_ book: InventedBook, _ tables: inout TableText) {
        tables.add(
            "personas",
            "id INT, nom TEXT, doc TEXT, cel TEXT",
            book.people.map {
                [$0.id, $0.name, $0.document, $0.phone]
            }
        )
        tables.add(
            "creditos",
            "id INT, persona INT, valor INT, capital INT, saldo INT, total INT, n INT, cta INT, fecha TEXT",
            book.credits.map {
                [
                    $0.id, $0.person, $0.total, $0.principal, $0.paid, $0.balance, $0.count, $0.installment,
                    InventedBook.iso($0.start),
                ]
            }
        )
        tables.add(
            "mov",
            "id INT, credito INT, fecha TEXT, saldo INT, valor INT",
            book.receipts.map {
                [$0.id, $0.credit, InventedBook.iso($0.day), $0.amount, $0.balance]
            }
        )
    }

    static func movements(_ book: InventedBook, _ tables: inout TableText) {
        tables.add(
            "clientes",
            "_id INT, nombreCompleto TEXT, numeroDocumento TEXT, telefonoCelular TEXT, rutaId INT",
            book.people.map {
                [$0.id, $0.name, $0.document, $0.phone, 1]
            }
        )
        let void: [[Any?]] = [
            [7_001, 1, 300_000, 20, 360_000, "anulado"], [7_002, 2, 300_000, 20, 360_000, "anulado"],
        ]
        tables.add(
            "prestamos",
            "_id INT, clienteId INT, montoPrestado INT, porcentajeInteres INT, montoTotal INT, estadoPrestamo TEXT",
            book.credits.map {
                [$0.id, $0.person, $0.principal, $0.rate, $0.total, $0.isClosed ? "finalizado" : "en_mora"]
            } + void
        )
        var rows: [[Any?]] = book.receipts.map {
            [$0.id, "abono", $0.credit, InventedBook.iso($0.day) + "T15:00:00Z", $0.amount, nil]
        }
        rows += book.credits.map {
            [20_000 + $0.id, "prestamo", $0.id, InventedBook.iso($0.start) + "T15:00:00Z", $0.principal, nil]
        }
        rows += (1...20).map { [30_000 + $0, "gasto", nil, "2026-02-01T15:00:00Z", 9_000, nil] }
        rows += book.receipts.prefix(8).map {
            [
                40_000 + $0.id, "abono", $0.credit, InventedBook.iso($0.day) + "T15:00:00Z", $0.amount,
                "2026-03-01T10:00:00Z",
            ]
        }
        tables.add(
            "movimientos",
            "_id INT, tipo TEXT, prestamoId INT, fechaHora TEXT, monto INT, eliminadoEn TEXT",
            rows
        )
    }

    static func repeated(_ book: InventedBook, _ tables: inout TableText) {
        tables.add(
            "deudores",
            "id_deudor INT, nombre TEXT, cedula INT, tel TEXT",
            book.people.map {
                [$0.id, $0.name, Int($0.document), $0.phone]
            }
        )
        let void: [[Any?]] = [[8_001, 1, 200_000, 240_000, 10_000, 240_000, "02/02/2026", "X"]]
        tables.add(
            "tarjetas",
            "id_tarjeta INT, id_deudor INT, valor_prestado INT, valor_total INT, cuota INT, saldo_actual INT, fecha TEXT, est TEXT",
            book.credits.map {
                [
                    $0.id, $0.person, $0.principal, $0.total, $0.installment, $0.balance,
                    InventedBook.slashed($0.start),
                    $0.isClosed ? "C" : "A",
                ]
            } + void
        )
        var rows: [[Any?]] = book.receipts.map {
            [$0.id, $0.credit, InventedBook.slashed($0.day), "10:00:00", $0.amount]
        }
        rows += book.receipts.filter { $0.id % 19 == 0 }.map {
            [60_000 + $0.id, $0.credit, InventedBook.slashed($0.day), "10:00:00", $0.amount]
        }
        tables.add("abono", "id_abono INT, id_tarjeta INT, fecha TEXT, hora TEXT, valor INT", rows)
    }

    /// A tree of documents as a reader of JSON presents it: keys count from zero in each parent.
    static func nested(_ book: InventedBook, _ tables: inout TableText) {
        tables.add(
            "clientes",
            "_id TEXT, nombre TEXT, cedula TEXT, telefono TEXT",
            book.people.map {
                ["-k\($0.id)", $0.name, $0.document, $0.phone]
            }
        )
        var next: [Int: Int] = [:]
        var place: [Int: Int] = [:]
        var loans: [[Any?]] = []
        for credit in book.credits {
            let number = next[credit.person, default: 0]
            next[credit.person] = number + 1
            place[credit.id] = number
            loans.append(
                [
                    String(number), "-k\(credit.person)", credit.principal, credit.rate, credit.total,
                    InventedBook.iso(credit.start), credit.balance, credit.isClosed ? "pagado" : "activo",
                ]
            )
        }
        tables.add(
            "clientes/prestamos",
            "_id TEXT, _parent TEXT, capital INT, porcentaje INT, total INT, fecha TEXT, saldo INT, estado TEXT",
            loans
        )
        var paid: [Int: Int] = [:]
        tables.add(
            "clientes/prestamos/abonos",
            "_id TEXT, _parent TEXT, _parent2 TEXT, valor INT, fecha TEXT",
            book.receipts.map {
                let number = paid[$0.credit, default: 0]
                paid[$0.credit] = number + 1
                return [
                    String(number), String(place[$0.credit] ?? 0), "-k\($0.person)", $0.amount,
                    InventedBook.iso($0.day),
                ]
            }
        )
    }

    static func family(_ book: InventedBook, _ tables: inout TableText) {
        tables.add(
            "clientela",
            "num INT, nombre TEXT, cedula TEXT, cel TEXT, cuota INT, debe INT, prestado INT, total INT, fecha TEXT, interes INT, plazo INT, modalidad TEXT",
            book.credits.map { credit in
                let person = book.people[credit.person - 1]
                return [
                    credit.person, person.name, person.document, person.phone, credit.installment, credit.balance,
                    credit.principal, credit.total, InventedBook.slashed(credit.start), credit.rate, credit.count,
                    "Diario",
                ]
            }
        )
        for person in book.people {
            let own = book.receipts.filter { $0.person == person.id }
            tables.add(
                "h\(person.document)",
                "fecha TEXT, pago INT, resta INT, ticket TEXT",
                own.map {
                    [InventedBook.slashed($0.day), $0.amount, $0.balance, "T\($0.id)"]
                }
            )
        }
    }
}
