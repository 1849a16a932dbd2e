import Intake

/// Ways in which apps write a book down, each with its own traps.
enum InventedLayout: String, CaseIterable, Sendable {
    case spanishTables, portuguese, englishAccounts, oneRow, paymentList, installments, paymentsOnInstallments,
        textMoney
    case misleading, movements, repeated, nested, family, opaque, spokenDates

    /// The book and the tables that hold it.
    var made: (book: InventedBook, tables: TableText) {
        let isSingle = [.oneRow, .family].contains(self)
        let book = InventedBook(seed: Self.allCases.firstIndex(of: self) ?? 0, many: !isSingle)
        var tables = TableText()
        write(book, &tables)
        return (book, tables)
    }

    private func write(_ book: InventedBook, _ tables: inout TableText) {
        switch self {
        case .spanishTables: Self.spanish(book, &tables)
        case .portuguese: Self.portuguese(book, &tables)
        case .englishAccounts: Self.english(book, &tables)
        case .oneRow: Self.oneRow(book, &tables)
        case .paymentList: Self.list(book, &tables)
        case .installments, .paymentsOnInstallments:
            Self.schedule(book, &tables, isBetween: self == .paymentsOnInstallments)
        case .textMoney: Self.texts(book, &tables)
        case .misleading: Self.misleading(book, &tables)
        case .movements: Self.movements(book, &tables)
        case .repeated: Self.repeated(book, &tables)
        case .nested: Self.nested(book, &tables)
        case .family: Self.family(book, &tables)
        case .opaque: Self.opaque(book, &tables)
        case .spokenDates: Self.spoken(book, &tables)
        }
    }

    private static func spanish(_ book: InventedBook, _ tables: inout TableText) {
        tables.add(
            "clientes",
            "id INT, nombre TEXT, cedula TEXT, telefono TEXT",
            book.people.map {
                [$0.id, $0.name, $0.document, $0.phone]
            }
        )
        tables.add(
            "prestamos",
            "id INT, cliente_id INT, monto REAL, interes INT, total REAL, cuota REAL, num_cuotas INT, fecha_inicio TEXT, saldo REAL, estado TEXT",
            book.credits.map {
                [
                    $0.id, $0.person, $0.principal, $0.rate, $0.total, $0.installment, $0.count,
                    InventedBook.iso($0.start),
                    $0.balance, $0.isClosed ? "pagado" : "activo",
                ]
            }
        )
        let voided = book.receipts.prefix(30).map {
            [90_000 + $0.id, $0.credit, InventedBook.iso($0.day), $0.amount, 1]
        }
        tables.add(
            "pagos",
            "id INT, prestamo_id INT, fecha TEXT, monto REAL, anulado INT",
            book.receipts.map {
                [$0.id, $0.credit, InventedBook.iso($0.day), $0.amount, 0]
            } + voided
        )
        tables.add(
            "usuarios",
            "id INT, nombre TEXT, telefono TEXT, password TEXT, rol TEXT",
            [
                [1, "Cobra Uno", "3001112233", "x", "cobrador"], [2, "Cobra Dos", "3001112234", "y", "cobrador"],
            ]
        )
        tables.add(
            "solicitudes",
            "id INT, cliente_id INT, monto INT, cuotas INT, estado TEXT",
            book.people.map {
                [$0.id, $0.id, 300_000, 20, "pendiente"]
            }
        )
    }

    private static func portuguese(_ book: InventedBook, _ tables: inout TableText) {
        tables.add(
            "tb_cliente",
            "cod_cli INT, nome_cli TEXT, cpf TEXT, celular TEXT",
            book.people.map {
                [$0.id + 700, $0.name, $0.document, $0.phone]
            }
        )
        tables.add(
            "tb_emprestimo",
            "cod_emp INT, cod_cli INT, vlr_emprestado REAL, tx_juros INT, vlr_total REAL, vlr_parcela REAL, qtd_parcelas INT, dt_emprestimo TEXT",
            book.credits.map {
                [
                    $0.id + 5_000, $0.person + 700, $0.principal, $0.rate, $0.total, $0.installment, $0.count,
                    InventedBook.slashed($0.start),
                ]
            }
        )
        tables.add(
            "tb_recebimento",
            "cod_rec INT, cod_emp INT, dt_pagto TEXT, vlr_pago REAL, estornado TEXT",
            book.receipts.map {
                [$0.id, $0.credit + 5_000, InventedBook.slashed($0.day), $0.amount, $0.id > 900_000 ? "S" : "N"]
            }
                + book.receipts.suffix(9).map {
                    [950_000 + $0.id, $0.credit + 5_000, InventedBook.slashed($0.day), $0.amount, "S"]
                }
        )
    }

    private static func english(_ book: InventedBook, _ tables: inout TableText) {
        let gone: [[Any?]] = [["b-x", "Old Gone", "555", "3000000000", 1]]
        tables.add(
            "borrowers",
            "uuid TEXT, full_name TEXT, national_id TEXT, phone TEXT, deleted_at INT",
            book.people.map {
                ["b-\($0.id)", $0.name, $0.document, $0.phone, nil]
            } + gone
        )
        tables.add(
            "accounts",
            "account_id INT, borrower_uuid TEXT",
            book.credits.map { [9_000 + $0.id, "b-\($0.person)"] }
        )
        tables.add(
            "loans",
            "id INT, account_id INT, principal REAL, interest_rate REAL, installments INT, disbursed_at INT, outstanding REAL, status TEXT",
            book.credits.map {
                [
                    $0.id, 9_000 + $0.id, $0.principal, Double($0.rate) / 100, $0.count,
                    InventedBook.milliseconds($0.start),
                    $0.balance, $0.isClosed ? "closed" : "active",
                ]
            }
        )
        let retries: [[Any?]] = book.receipts.filter { $0.id % 17 == 0 }.map {
            [800_000 + $0.id, $0.credit, $0.amount, InventedBook.milliseconds($0.day) + 2_000, "k\($0.id)"]
        }
        tables.add(
            "payments",
            "id INT, loan_id INT, amount REAL, paid_at INT, idempotency_key TEXT",
            book.receipts.map {
                [$0.id, $0.credit, $0.amount, InventedBook.milliseconds($0.day), "k\($0.id)"]
            } + retries
        )
    }

    private static func oneRow(_ book: InventedBook, _ tables: inout TableText) {
        tables.add(
            "cartera",
            "codigo INT, cliente TEXT, cc TEXT, tel TEXT, prestado INT, cuotas INT, valor_cuota INT, saldo INT, f_prestamo TEXT",
            book.credits.map { credit in
                let person = book.people[credit.person - 1]
                return [
                    credit.id, person.name, person.document, person.phone, credit.principal, credit.count,
                    credit.installment,
                    credit.balance, InventedBook.slashed(credit.start),
                ]
            }
        )
        tables.add(
            "abonos",
            "consecutivo INT, codigo INT, f_pago TEXT, vlr INT, saldo INT, eliminado INT",
            book.receipts.map {
                [$0.id, $0.credit, InventedBook.slashed($0.day), $0.amount, $0.balance, 0]
            }
                + book.receipts.prefix(7).map {
                    [70_000 + $0.id, $0.credit, InventedBook.slashed($0.day), $0.amount, 0, 1]
                }
        )
    }

    private static func opaque(_ book: InventedBook, _ tables: inout TableText) {
        tables.add(
            "t1",
            "c1 INT, c2 TEXT, c3 TEXT, c4 TEXT",
            book.people.map { [$0.id, $0.name, $0.document, $0.phone] }
        )
        tables.add(
            "t2",
            "c1 INT, c2 INT, c3 INT, c4 INT, c5 INT, c6 INT, c7 INT, c8 TEXT, c9 INT",
            book.credits.map {
                [
                    $0.id + 100, $0.person, $0.principal, $0.rate, $0.total, $0.installment, $0.count,
                    InventedBook.iso($0.start),
                    $0.balance,
                ]
            }
        )
        tables.add(
            "t3",
            "c1 INT, c2 INT, c3 TEXT, c4 INT",
            book.receipts.map {
                [$0.id, $0.credit + 100, InventedBook.iso($0.day), $0.amount]
            }
        )
    }
}
