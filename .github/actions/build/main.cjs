void require('../bundle/main.cjs').main('build');
