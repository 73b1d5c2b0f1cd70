// An OpenID provider for the tests: `node provider.mjs FOLDER PORT CALLBACK`, with oidc-provider in FOLDER.
// Whoever signs in is named by the request's login_hint; "nobody" declines. POST /rotate signs with a new key from then
// on; POST /people/NAME takes what is known of somebody as JSON.
import { createServer } from 'node:http';
import { generateKeyPairSync } from 'node:crypto';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';

// its hints for production
console.info = () => {};
console.warn = () => {};

const [folder, port, callback] = process.argv.slice(2);
const { default: Provider } = await import(
    pathToFileURL(`${folder}/node_modules/oidc-provider/lib/index.js`).href
);
const issuer = `http://127.0.0.1:${port}`;

const people = {
    ana: { email: 'ana@example.org', email_verified: true, name: 'Ana', groups: ['support', 'leads'] },
    ben: { email: 'ben@example.org', email_verified: false, name: 'Ben', groups: ['support'] },
    cem: { email: 'cem@example.org', email_verified: true, name: 'Cem', groups: [] },
};

function provider(kid) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' };
    const made = new Provider(issuer, {
        clients: [
            { client_id: 'docket', client_secret: 'a-secret-of-tests', redirect_uris: [callback] },
        ],
        jwks: { keys: [key] },
        cookies: { keys: ['tests'] },
        claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
        features: { devInteractions: { enabled: false } },
        pkce: { required: () => true },
        interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
        findAccount: (_, sub) =>
            people[sub] && { accountId: sub, claims: () => ({ sub, ...people[sub] }) },
        async loadExistingGrant(ctx) {
            const { client, session } = ctx.oidc;
            const grant = new ctx.oidc.provider.Grant({
                clientId: client.clientId,
                accountId: session.accountId,
            });
            grant.addOIDCScope('openid email profile');
            await grant.save();
            return grant;
        },
    });
    made.on('server_error', (_, error) => console.error(error));
    return made;
}

let keys = 1;
let current = provider('key-1');

async function answer(request, response) {
    if (request.method === 'POST' && request.url === '/rotate') {
        keys += 1;
        current = provider(`key-${keys}`);
        response.end('rotated');
    } else if (request.method === 'POST' && request.url.startsWith('/people/')) {
        const told = await new Response(Readable.toWeb(request)).json();
        people[request.url.slice('/people/'.length)] = told;
        response.end('known');
    } else if (request.url.startsWith('/interaction/')) {
        const { params } = await current.interactionDetails(request, response);
        const declined = { error: 'access_denied', error_description: 'they did not want to' };
        const login = { login: { accountId: params.login_hint } };
        const result = params.login_hint === 'nobody' ? declined : login;
        await current.interactionFinished(request, response, result);
    } else {
        await current.callback()(request, response);
    }
}

createServer((request, response) => {
    answer(request, response).catch((error) => {
        console.error(error);
        response.writeHead(500).end(String(error));
    });
}).listen(Number(port), '127.0.0.1', () => console.log(`ready ${issuer}`));
