/// The page of a server in normal use: what it is, whether it works, how to get in.
///
/// It shows nothing of any book.
enum LandingTemplate {
    static let template = """
        <div class="hero">
        <div class="tag"><span class="dot{{#down}} down{{/down}}"></span>{{health}}</div>
        <h1>{{t.landingTitle}}</h1>
        <p class="lead">{{t.landingLead}}</p>
        </div>
        <section>
        <h2>{{t.keyTitle}}</h2>
        <ol class="steps">
        <li>{{t.keyStep1}}<pre>recaudo key create --tenant "{{t.tenantName}}" --label "{{t.keyLabel}}"</pre></li>
        <li>{{t.keyStep2}}<pre>curl -H "Authorization: Bearer rk_…" {{origin}}/v1/portfolio</pre></li>
        <li>{{t.keyStep3}}<pre>curl -H "Authorization: Bearer rk_…" -OJ "{{origin}}/v1/loans?format=csv&amp;\
        dialect=excel-es"</pre></li>
        </ol>
        </section>
        <section>
        <h2>{{t.resourcesTitle}}</h2>
        <p class="note">{{t.resourcesNote}}</p>
        <div class="card"><table>
        <thead><tr><th>{{t.address}}</th><th>{{t.holds}}</th><th>{{t.scope}}</th></tr></thead>
        <tbody>
        {{#resources}}
        <tr><td><code>{{path}}</code></td><td data-label="{{t.holds}}">{{what}}</td>\
        <td data-label="{{t.scope}}"><code>{{scope}}</code></td></tr>
        {{/resources}}
        </tbody>
        </table></div>
        </section>
        <section>
        <h2>{{t.docsTitle}}</h2>
        <p class="note">{{t.docsNote}}</p>
        </section>
        """
}
