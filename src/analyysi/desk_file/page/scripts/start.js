'use strict';
// Starts the engine in a worker, says how far it is, and hands it what the page asks. The syntax is old on purpose:
// a browser that lacks what is needed must be able to read the sentence that says so. The other scripts are one script
// of their own, so that none of their syntax can keep this from being read.
(function () {
  var data = JSON.parse(document.getElementById('words').textContent);
  var words = data.words[document.documentElement.lang];
  var progress = document.getElementById('progress');
  var waiting = {};
  var asked = 0;
  var engine;

  function tell(sentence, isFault) {
    progress.textContent = sentence;
    progress.className = isFault ? 'fault' : '';
  }

  function taken(name) {
    var element = document.getElementById(name);
    var text = element.textContent;
    element.remove();
    return text;
  }

  // Five letters for four bytes, the number of bytes before them. The worker has the text of this function too.
  function bytesOf(text) {
    var letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%,()*+-;.=/?@^_:{|}~';
    var value = new Uint8Array(128);
    for (var place = 0; place < 85; place++) value[letters.charCodeAt(place)] = place;
    var start = text.indexOf(' ') + 1;
    var groups = (text.length - start) / 5;
    var bytes = new Uint8Array(4 * groups);
    for (var group = 0, at = start, to = 0; group < groups; group++, at += 5, to += 4) {
      var number = (((value[text.charCodeAt(at)] * 85 + value[text.charCodeAt(at + 1)]) * 85 +
        value[text.charCodeAt(at + 2)]) * 85 + value[text.charCodeAt(at + 3)]) * 85 + value[text.charCodeAt(at + 4)];
      bytes[to] = number / 16777216;
      bytes[to + 1] = number >>> 16;
      bytes[to + 2] = number >>> 8;
      bytes[to + 3] = number;
    }
    return bytes.subarray(0, Number(text.slice(0, start - 1)));
  }

  // What the page asks of the engine: an object in, a promise of an object out; one after another, in order.
  function ask(request) {
    return new Promise(function (resolve) {
      waiting[++asked] = resolve;
      engine.postMessage({ id: asked, request: JSON.stringify(request) });
    });
  }

  // The other scripts add to this. `opened` gets the answer to the first request.
  window.desk = { data: data, words: words, tell: tell, ask: ask };

  var lacking = ['WebAssembly', 'DecompressionStream', 'Worker'].filter(function (name) {
    return typeof window[name] === 'undefined';
  });
  if (lacking.length) {
    tell(words.lacking.replace('{lacking}', lacking.join(', ')), true);
    return light();
  }
  step('unpack');

  // The report's own explorer, which needs none of it; where it would not be exact, the page has none.
  function light() {
    var explorer = document.getElementById('light');
    if (!explorer) return;
    explorer.parentNode.replaceChild(explorer.content, explorer);
    document.getElementById('light-note').hidden = false;
    var script = document.createElement('script');
    script.textContent = taken('light-script');
    document.body.appendChild(script);
  }

  // The marks are for whoever measures the start.
  function step(name) {
    performance.mark(name);
    tell(words['step_' + name]);
  }

  function failed(fault) {
    tell(words.failed.replace('{fault}', String(fault)), true);
    light();
  }

  function opened(answer) {
    if (answer.fault) return failed(answer.fault.message);
    var isSame = answer.fingerprint === data.fingerprint;
    window.desk.opened(answer);
    tell(isSame ? words.ready : words.differs, !isSame);
    performance.mark('ready');
    document.documentElement.dataset.ready = 'yes';
  }

  // Nothing is opened before there is something: an agreement begins with a table.
  function blank() {
    tell(words.blank_ready);
    window.desk.blank();
    performance.mark('ready');
    document.documentElement.dataset.ready = 'yes';
  }

  function worker(texts, heard) {
    var text = ['var bytesOf = ' + bytesOf + ';\n'].concat(texts);
    var started = new Worker(URL.createObjectURL(new Blob(text, { type: 'text/javascript' })));
    started.onerror = function (event) { failed(event.message || 'Worker'); };
    started.onmessage = function (event) {
      if (event.data.fault) return failed(event.data.fault);
      heard(event.data);
    };
    return started;
  }

  function broken(fault) {
    return { fault: { message: window.desk.words.broke.replace('{fault}', fault), place: [] } };
  }

  function ofEngine(message) {
    if (message.step) return step(message.step);
    if (message.ready) return data.opening ? ask(data.opening).then(opened).catch(failed) : blank();
    waiting[message.id](message.broke === undefined ? JSON.parse(message.answer) : broken(message.broke));
    delete waiting[message.id];
  }

  function inflated(letters) {
    return new Response(new Response(bytesOf(letters)).body.pipeThrough(new DecompressionStream('gzip'))).text();
  }

  function parts(names) {
    var letters = {};
    names.forEach(function (name) { letters[name] = taken(name); });
    return letters;
  }

  // Two at work side by side: one unpacks the program while the other loads Python.
  Promise.all([inflated(taken('runtime')), inflated(taken('unxz'))]).then(function (libraries) {
    engine = worker([taken('worker'), '\n', libraries[0]], ofEngine);
    engine.postMessage(parts(['wasm', 'stdlib', 'modules']));
    worker([libraries[1], '\n', taken('unpacker')], function (message) {
      engine.postMessage(message, [message.content]);
    }).postMessage(parts(['site', 'project']));
  }).catch(failed);
})();
