/// The ideas that names of tables and columns are made of.
enum Word: String, CaseIterable {
    case amount, date, time, installment, installments, loan, customer, payment, payments, balance, total, principal
    case interest, rate, term, days, count, code, id, name, surname, document, phone, address, notes, status
    case frequency, due, start, end, last, first, late, paid, kind, method, route, collector, staff, created, updated
    case deleted, void, ticket, order, city, email, photo, place, log, config, request, expense, box, settlement
    case collected, lent, opening, closing, base, commission, insurance, limit, renewal, after, before, active, group
    case rating, profit, password, role, queue, holiday, link, discount, hour, other, text, expected, week, month
    case reason, visit, closed, charge, guarantor, portfolio, withdrawal, deposit, difference
}

/// What the trade calls things in Spanish, Portuguese and English, with the abbreviations seen in stores and sheets.
///
/// Source: domain.md 2.1, 3.1 and 4.1. These are words of the trade, never names of one source's tables.
enum Lexicon {
    /// The ideas of each folded word; a word such as `cta` has two.
    static let words: [String: Set<Word>] = {
        var table: [String: Set<Word>] = [:]
        for line in lines.split(separator: "\n") {
            let parts = line.split(separator: " ")
            guard let head = parts.first, let word = Word(rawValue: String(head)) else { continue }
            for synonym in parts.dropFirst() { table[String(synonym), default: []].insert(word) }
        }
        return table
    }()

    /// Words that say nothing of their own.
    static let fillers: Set<String> = [
        "de", "del", "la", "el", "los", "las", "do", "da", "dos", "das", "the", "of", "en", "em", "al", "por", "para",
        "a", "y", "e", "su", "col", "fld", "campo", "tbl", "tb", "tabla", "t", "app", "data1", "x", "on", "at", "is",
        "es", "cop", "ars", "mxn", "brl", "usd", "in", "to", "que", "by", "per", "cents", "centavos", "minor", "cent",
    ]

    private static let lines = """
        amount valor vlr vr val valr vl monto mto mnto importe imp amount amt value quantia montante quant plata dinero money sum suma cantd
        date fecha fec fch fcha f fe date data dt dta dia d on day when ts timestamp instante epoch
        time hora hour hr time horario
        installment cuota cuo cuot cta cota ct parcela parc prestacao prestacion installment instalment inst quota
        installments cuotas parcelas installments instalments prestacoes quotas ctas cuos plan cronograma schedule schedules
        loan prestamo prestamos prest pres ptmo credito creditos cred loan loans credit credits emprestimo emprestimos emp empr venta ventas venda vendas contrato contratos contract contracts cuenta cuentas account accounts acct cta cartera carteira desembolso desembolsos financiamento operacion operaciones tarjeta tarjetas obligacion
        customer cliente clientes cli clte clt cte cust customer customers client clients borrower borrowers deudor deudores debtor debtors devedor devedores tomador persona personas pessoa pessoas person people titular prestatario prestatarios mutuario socio freguesa fregues tercero terceros
        payment pago pag pg pgo abono abo ab payment pmt pay pagamento pagto pgto recebimento cobro cobranza cobranca recaudo recibido recebido receipt transaction baixa entrega
        payments pagos abonos payments pagamentos recebimentos cobros recaudos recibos receipts movimientos movimento movimentos movements transacciones transactions transacoes collections cobranzas cobrancas recaudaciones pays pmts baixas
        balance saldo sdo sld bal balance balances restante resta pendiente deuda debe outstanding remaining remain owed owing devedor adeudado pendente faltante falta rest aberto queda
        total total totales tot totals
        principal capital principal prestado prestada emprestado financiado borrowed original lent base1 desembolsado inicial capprestado
        interest interes intereses int juros juro interest ganancia utilidad lucro rendimiento
        rate tasa taxa rate pct porcentaje porc porcent percent percentage percentual perc % intereses1 tipo1
        term plazo prazo term duracion duracao duration vigencia tenor
        days dias days dia day
        count num numero no nro nr n cant cantidad cantidades qty count qtd qtde quantidade # number total1 cuantas nocuotas
        code codigo cod cdg code clave consecutivo
        id id uid uuid key ref pk fk ident guid rowid codigo cod num numero nro number code clave consecutivo
        name nombre nombres nom nomb name nome nomes fullname razon completo alias apodo apelido nick
        surname apellido apellidos ape apell surname sobrenome lastname
        document documento doc cedula ced cc dni nit cpf rg identificacion identidad identity document identidade nid nationalid ssn curp ci passport ine rut ident identification
        phone telefono tel telf tlf celular cel phone movil telefone fone whatsapp wsp wa mobile cellphone contacto
        address direccion dir direc address endereco domicilio addr morada residencia ender calle
        notes observacion observaciones obs nota notas comentario comentarios notes note remarks comment comments observacao observacoes descripcion description descricao detalle detalles concepto memo
        status estado est edo st sit status situacao situacion state estatus stat
        frequency frecuencia frec modalidad periodicidad freq frequency frequencia periodo modo period forma interval periodicidade cadencia cada ciclo
        due vence vencimiento venc vcto vto due vencimento programada esperada limite vencida
        start inicio ini start inicial desde begin comienzo desembolso prestamo entrega otorgado apertura emision disbursed issued granted concessao disbursement inicia outorga emissao
        end fin final finalizacion end hasta termino fim maturity termina culminacion
        last ultimo ultima ult last ultm
        first primer primera primeiro primeira first prim 1er 1a
        late mora atraso atrasos atrasada atrasadas vencidas late overdue arrears multa penalty recargo moratorio penalidad delay mor
        paid pagado pagada pagadas pagados abonado abonada abonados paid pago pagos pagas paga cobrado recibido abonos recaudado pagamentos
        kind tipo type clase kind class categoria concepto1 category tp
        method metodo medio method forma meio
        route ruta rutas rota rotas route routes zona zonas zone sector oficina office sucursal branch cartera1
        collector cobrador cobradores collector collectors vendedor vendedores gestor gestores asesor asesores agente agentes agent agents employee
        staff usuario usuarios user users empleado empleados operador operator owner creador creator admin admins funcionario funcionarios colaborador colaboradores staff supervisor login createdby
        created creado creacion created registro registrado cadastro criado alta creada insertado inserted registrada reg
        updated actualizado actualizacion updated modificado modificacion modified sync synced sincronizado sincronizada atualizado editado
        deleted eliminado eliminada eliminacion borrado borrada deleted delete removed excluido apagado baja excluida exclusao del1 archivado removido
        void anulado anulada anul anulacion void voided reversado reversada reversed estornado estorno cancelado cancelada canceled cancelled reverso invalid invalido invalidado nulo anulou devuelto annulled cancelacion
        ticket recibo ticket folio comprobante receipt voucher identificador tiquete referencia reference consecutivo factura idempotency serial
        order orden posicion turno prioridad pos order ordem position enrutar visit1 sequence secuencia ordenvisita enrutamiento
        city ciudad cidade city barrio bairro municipio departamento
        email email correo mail
        photo foto fotos imagen photo picture image firma bytes imagem
        place lat lng lon latitud longitud latitude longitude gps ubicacion coordenadas geo location localizacao
        log log logs auditoria audit bitacora historial history event events evento eventos journal trace historico
        config config configuracion settings setting ajustes parametros parametro params metadata preferences opciones options configuracoes
        request solicitud solicitudes request requests application applications pedido pedidos solicitacao solicitacoes preaprobado lead leads prospecto prospectos simulacion simulaciones quote quotes cotizacion cotizaciones
        expense gasto gastos expense expenses despesa despesas egreso egresos costo costos
        box caja cajas cash caixa box cashbox efectivo
        settlement cierre cierres liquidacion liquidaciones cuadre cuadres settlement settlements fechamento fechamentos rendicion arqueo closing closings resumen resumenes diario1 daily summary
        collected cobrado cobro recaudo recaudado collected cobrados recaudos cobrada arrecadado
        lent prestado prestamos lent emprestado colocado ventas
        opening apertura opening abertura inicial
        closing final closing real contado counted entregado
        base base
        commission comision comisiones commission commissions comissao sueldo salario salary
        insurance seguro microseguro insurance seguros
        limit cupo limite limit tope
        renewal renovacion renovado renewal anterior renovacao renueva previous prev previo parent1 refinancia
        after nuevo despues after new quedando posterior novo resultante despois actual
        before anterior antes before previo antigo
        active activo activa active vigente ativo ativa enabled habilitado valido valid
        group grupo group
        rating calificacion clasificacion rating score estrellas classificacao nota1
        profit ganancia utilidad lucro profit
        password password clave pass contrasena senha hash pin token
        role rol roles role perfil permission permiso permisos cargo
        queue cola queue sync sincronizacion pending outbox pendings fila
        holiday festivo festivos feriado feriados holiday holidays
        link vinculo link
        discount descuento desconto discount rebaja
        hour hora hour
        other otro other outro
        text texto text contenido payload json
        expected esperado expected pretendido meta previsto
        reason motivo reason razon
        visit visita visitas visit visits
        closed cerrado closed cierre finalizado terminado encerrado quitado liquidado finished completed
        charge cargo recargo charge fee
        guarantor codeudor fiador referencia guarantor avalista referencias
        portfolio calle cartera1 portfolio
        withdrawal retiro retiros withdrawal retirada
        deposit ingreso ingresos deposito aporte inversion injection
        difference diferencia difference diferenca faltante sobrante
        """
}
