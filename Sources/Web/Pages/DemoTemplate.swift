/// The page of a demo: what was loaded, whether it squares with the app, what stands out, and how to read it.
enum DemoTemplate {
    static let template = figures + routes + arrears + findings + calls + loaded

    private static let figures = """
        <div class="hero">
        <div class="tag"><span class="dot"></span>{{status}}</div>
        <h1>{{headline}}</h1>
        <p class="lead">{{lead}}</p>
        <dl class="kpis">
        {{#kpis}}<div class="kpi"><dt>{{name}}</dt><dd>{{value}}<small>{{note}}</small></dd></div>
        {{/kpis}}
        </dl>
        </div>

        """

    private static let routes = """
        <section>
        <h2>{{t.routesTitle}}</h2>
        <p class="note">{{t.routesNote}}</p>
        <div class="card"><table>
        <thead><tr><th>{{t.route}}</th><th class="num">{{t.activeLoans}}</th><th class="num">{{t.balanceApp}}</th>\
        <th class="num">{{t.balanceOurs}}</th><th class="num">{{t.boxApp}}</th><th class="num">{{t.boxOurs}}</th></tr>\
        </thead>
        <tbody>
        {{#routes}}
        <tr><td>{{name}}<small>{{day}}</small></td><td class="num" data-label="{{t.activeLoans}}">{{active}}</td>\
        <td class="num" data-label="{{t.balanceApp}}">{{balanceApp}}</td>\
        <td class="num" data-label="{{t.balanceOurs}}"><span>{{balanceOurs}}\
        <small class="{{balanceClass}}">{{balanceMark}}</small></span></td>\
        <td class="num" data-label="{{t.boxApp}}">{{boxApp}}</td>\
        <td class="num" data-label="{{t.boxOurs}}"><span>{{boxOurs}}\
        <small class="{{boxClass}}">{{boxMark}}</small></span></td></tr>
        {{/routes}}
        </tbody>
        </table></div>
        </section>

        """

    private static let arrears = """
        <section>
        <h2>{{t.arrearsTitle}}</h2>
        <p class="note">{{t.arrearsNote}}</p>
        <div class="bars">
        {{#buckets}}
        <div class="bar"><span class="name">{{name}}</span><svg role="img" aria-label="{{share}} %">\
        <rect class="{{tone}}" width="{{share}}%" height="100%"/></svg>\
        <span class="value">{{amount}}<small>{{count}}</small></span></div>
        {{/buckets}}
        </div>
        </section>

        """

    private static let findings = """
        <section>
        <h2>{{t.findingsTitle}}</h2>
        <p class="note">{{findingsNote}}</p>
        <ul class="finds">
        {{#findings}}
        <li class="find {{severity}}"><div class="meta"><span class="sev">{{severityName}}</span>\
        <span>{{where}}</span><code>{{code}}</code></div><p class="say">{{sentence}}</p>\
        {{#amount}}<p class="amount">{{.}}<small>{{t.atStake}}</small></p>{{/amount}}\
        <p class="tickets">{{#tickets}}{{t.tickets}}: <code>{{.}}</code> · {{/tickets}}\
        <a href="/v1/findings/{{id}}">{{t.evidence}}</a></p></li>
        {{/findings}}
        </ul>
        </section>

        """

    private static let calls = """
        <section>
        <h2>{{t.apiTitle}}</h2>
        <p class="note">{{t.apiNote}}</p>
        <pre class="key">{{key}}</pre>
        <div class="calls">
        {{#calls}}
        <div class="call"><h3><span>{{name}}</span><a href="{{path}}">{{open}}</a></h3>\
        <pre>curl -H "Authorization: Bearer {{key}}" {{flags}}"{{origin}}{{path}}"</pre></div>
        {{/calls}}
        </div>
        </section>

        """

    private static let loaded = """
        <section>
        <h2>{{t.loadedTitle}}</h2>
        <dl class="loaded">
        {{#loaded}}<div><dt>{{name}}</dt><dd>{{value}}</dd></div>
        {{/loaded}}
        </dl>
        </section>
        """
}
